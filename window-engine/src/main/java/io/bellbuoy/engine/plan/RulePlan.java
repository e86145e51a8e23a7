package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.alert.MessageTemplate;
import io.bellbuoy.engine.alert.RungWindows;
import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.condition.Estimate;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.condition.Guard;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.list.ListRef;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.rule.RuleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled rule. The slots of its condition are the stream's fields, then the computed values, then the features, then
 * the fields of tables, then the lists.
 *
 * @param spec its declaration
 * @param version a hash of what decides its results
 * @param stream the position of its stream
 * @param by its key
 * @param where the filter of a rule without a window; a windowed one's is that of its state
 * @param measure what it computes; null without a window
 * @param when its condition
 * @param fields the number of the stream's fields
 * @param computed the names of the computed values in order
 * @param features the features it can reach, in the order of their slots
 * @param tableFields the fields of tables it can reach, in the order of their slots
 * @param shown the slots whose values an alert shows, with their names
 * @param message the text of its alerts
 * @param revisable whether the condition depends on the window alone, so that it can be asked again without an event
 * @param rung the cells of windows that rang; null without windows that close
 * @param close the cells of the next window's end; null unless it emits on close
 * @param suppressed the cells of the last published alert; null if it suppresses nothing
 * @param pattern what it looks for in place of a condition over each event; null for a rule without a pattern
 * @param lists the lists it can ask, in the order of their slots, which are behind those of tables
 */
public record RulePlan(
        RuleSpec spec,
        String version,
        int stream,
        KeyBy by,
        @Nullable Expression where,
        @Nullable Measure measure,
        Expression when,
        int fields,
        List<String> computed,
        List<FeatureRef> features,
        List<TableField> tableFields,
        Map<String, Integer> shown,
        MessageTemplate message,
        boolean revisable,
        RungWindows.@Nullable Cells rung,
        @Nullable Instants close,
        @Nullable Instants suppressed,
        @Nullable PatternPlan pattern,
        List<ListRef> lists) {

    /**
     * A rule with a pattern. What is asked of its matches reads their events, not slots of the rule.
     *
     * @param always a condition that holds
     */
    static RulePlan matching(
            RuleSpec spec,
            String version,
            int stream,
            KeyBy by,
            Expression always,
            MessageTemplate message,
            @Nullable Instants suppressed,
            PatternPlan pattern) {
        return new RulePlan(
                spec,
                version,
                stream,
                by,
                null,
                null,
                always,
                0,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                message,
                false,
                null,
                null,
                suppressed,
                pattern,
                List.of());
    }

    /**
     * What must hold of values of an event for the condition, and the filter of a rule without a window, to hold. They are on
     * fields, computed values and features, and neither to read these nor what the condition asks before can fail; so where
     * one does not hold, nobody needs to ask the condition.
     */
    public List<Guard> guards() {
        if (mayFailToCompute()) {
            return List.of();
        }
        List<Guard> guards = new ArrayList<>();
        if (where != null) {
            guards.addAll(where.guards());
        }
        if (isConditionSure()) {
            guards.addAll(when.guards());
        }
        return guards.stream()
                .filter(guard ->
                        isSure(guard.slot()) && guard.readBefore().stream().allMatch(this::isSure))
                .toList();
    }

    /**
     * How the condition is judged by numbers that are nearly known; null if that says no more than the guards, or if to read
     * something that the condition reads may fail.
     */
    public @Nullable Estimate estimate() {
        boolean isSure = isConditionSure()
                && !mayFailToCompute()
                && when.slots().stream().allMatch(this::isSure);
        return isSure ? when.estimate() : null;
    }

    private boolean mayFailToCompute() {
        return measure != null && measure.state().columns().mayFail();
    }

    /** Whether the condition is always come to: no filter before it can fail. */
    private boolean isConditionSure() {
        return where == null || where.isSafe();
    }

    /** Whether a slot can be read without fail, before anything is looked up for the rule alone. */
    private boolean isSure(int slot) {
        if (slot < firstFeature()) {
            return true;
        }
        return slot < firstTableField()
                && !features.get(slot - firstFeature())
                        .feature()
                        .measure()
                        .state()
                        .columns()
                        .mayFail();
    }

    /** The topic its values are published to; null: none, as of a rule that is only tried. */
    public @Nullable String publish() {
        return spec.isShadow() ? null : spec.publish();
    }

    /** The cells of its snoozes, which every text of the rule finds again: they are said of its name. */
    public Snooze.Cells snoozed() {
        return new Snooze.Cells(AlertIds.number("snoozed", "rule", spec.name()));
    }

    /** The slot of the first computed value. */
    public int firstComputed() {
        return fields;
    }

    /** The slot of the first feature. */
    public int firstFeature() {
        return fields + computed.size();
    }

    /**
     * The tables that the condition or the message reads and whose entries events wait for. Rules that ask about windows of
     * the time grid or sessions do not wait: they ask again when the window closes.
     */
    public List<TablePlan> awaited() {
        if (pattern != null || measure != null && !(measure instanceof Measure.Trailing)) {
            return List.of();
        }
        return shown.values().stream()
                .filter(slot -> slot >= firstTableField() && slot < firstList())
                .map(slot -> tableFields.get(slot - firstTableField()).table())
                .filter(table -> !table.spec().await().isZero())
                .distinct()
                .toList();
    }

    /** The slot of the first field of a table. */
    public int firstTableField() {
        return firstFeature() + features.size();
    }

    /** The slot of the first list. */
    public int firstList() {
        return firstTableField() + tableFields.size();
    }

    /** Whether the condition or the message asks a list. */
    boolean asks(ListPlan list) {
        return shown.values().stream()
                .anyMatch(slot ->
                        slot >= firstList() && lists.get(slot - firstList()).list() == list);
    }
}
