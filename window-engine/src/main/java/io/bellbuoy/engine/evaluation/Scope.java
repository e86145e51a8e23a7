package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.alerting.Shown;
import io.bellbuoy.engine.arrival.TableValues;
import io.bellbuoy.engine.condition.Bindings;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.list.TaskLists;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.StageChain;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.turn.Reads;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that a rule's condition reads: the current event's fields, computed values, and features and tables, which
 * are read from state when they are first asked for. Reused from event to event.
 */
public final class Scope implements Bindings, Shown {

    private final RulePlan rule;
    private final TaskLists lists;
    private final List<String> fieldNames;
    private final Measure.Reading[] readings;
    private final @Nullable Object[] computed;
    private final Reads.Value[] values;
    private final @Nullable Object[] features;
    private final boolean[] featureRead;
    private final int fields;
    private final int firstFeature;
    private final int firstTableField;
    private final TableValues tables;
    private final int firstList;

    private @Nullable Event event;
    private Map<String, String> key = Map.of();

    /** @param fieldNames those of the rule's stream, by position */
    public Scope(RulePlan rule, List<String> fieldNames, Turn turn, TaskLists lists) {
        this.rule = rule;
        this.lists = lists;
        this.values = rule.features().stream()
                .map(ref -> turn.reads().value(ref.feature()))
                .toArray(Reads.Value[]::new);
        this.fieldNames = fieldNames;
        Measure measure = rule.measure();
        this.readings =
                measure == null ? new Measure.Reading[0] : measure.readings().toArray(Measure.Reading[]::new);
        this.computed = new Object[rule.computed().size()];
        this.features = new Object[rule.features().size()];
        this.featureRead = new boolean[features.length];
        this.fields = rule.fields();
        this.firstFeature = rule.firstFeature();
        this.firstTableField = rule.firstTableField();
        this.tables = new TableValues(rule, turn.state());
        this.firstList = rule.firstList();
    }

    /** Begins with an event. */
    void begin(Event current) {
        event = current;
        Arrays.fill(featureRead, false);
        tables.begin(current.key(), current.time());
    }

    /** Begins without an event: only the key and the window that closes are known. */
    void beginAtClose(Map<String, String> keyFields, String recordKey, Window window) {
        event = null;
        key = keyFields;
        Arrays.fill(featureRead, false);
        tables.beginAtClose(recordKey, window.end());
    }

    /** Takes the computed values from the totals of a window. */
    void compute(Totals totals) {
        for (int i = 0; i < readings.length; i++) {
            computed[i] = readings[i].of(totals);
        }
    }

    /** What is to be kept of an event so that it can be asked about later: all that is shown but its fields and tables. */
    Map<String, @Nullable Object> snapshot() {
        Map<String, @Nullable Object> snapshot = new LinkedHashMap<>();
        rule.shown().forEach((name, slot) -> {
            if (slot >= fields && slot < firstTableField) {
                snapshot.put(name, value(slot));
            }
        });
        return snapshot;
    }

    /** Begins anew with an event, from what was kept of it. */
    void resume(Event current, Map<String, @Nullable Object> snapshot) {
        begin(current);
        rule.shown().forEach((name, slot) -> {
            if (slot >= fields && slot < firstFeature) {
                computed[slot - fields] = snapshot.get(name);
            } else if (slot >= firstFeature && slot < firstTableField) {
                features[slot - firstFeature] = snapshot.get(name);
                featureRead[slot - firstFeature] = true;
            }
        });
    }

    /** Takes computed values of before. */
    void restore(List<@Nullable Object> values) {
        for (int i = 0; i < computed.length; i++) {
            computed[i] = i < values.size() ? values.get(i) : null;
        }
    }

    /** The computed values in the rule's order. */
    List<@Nullable Object> computed() {
        return new ArrayList<>(Arrays.asList(computed));
    }

    /** The computed values with their names. */
    Map<String, @Nullable Object> computedByName() {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int i = 0; i < computed.length; i++) {
            named.put(rule.computed().get(i), computed[i]);
        }
        return named;
    }

    /** The features that the condition or the message reads, with their names. */
    Map<String, @Nullable Object> featuresByName() {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        rule.shown().forEach((name, slot) -> {
            if (name.startsWith(StageChain.FEATURES)) {
                named.put(name.substring(StageChain.FEATURES.length()), value(slot));
            }
        });
        return named;
    }

    @Override
    public Map<String, @Nullable Object> shown() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        rule.shown().forEach((name, slot) -> shown.put(name, value(slot)));
        return shown;
    }

    @Override
    public @Nullable Object value(int slot) {
        if (slot < fields) {
            return event == null ? key.get(fieldNames.get(slot)) : event.value(slot);
        }
        if (slot < firstFeature) {
            return computed[slot - fields];
        }
        if (slot >= firstList) {
            return event != null && lists.find(rule.lists().get(slot - firstList), event) != null;
        }
        if (slot >= firstTableField) {
            return tables.value(slot - firstTableField);
        }
        int index = slot - firstFeature;
        if (!featureRead[index]) {
            features[index] = event == null ? null : read(index, event);
            featureRead[index] = true;
        }
        return features[index];
    }

    private @Nullable Object read(int index, Event current) {
        return values[index].asOf(current, rule.features().get(index));
    }
}
