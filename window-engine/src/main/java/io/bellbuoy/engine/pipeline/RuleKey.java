package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.state.StateKey;
import io.bellbuoy.engine.turn.RecordKeys;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rule and one of its keys, found by their names. Immutable. */
public final class RuleKey {

    private static final String KEY = "key";

    private final RulePlan rule;
    private final Map<String, String> fields;
    private final String recordKey;

    private RuleKey(Plan plan, RulePlan rule, Map<String, String> fields) {
        this.rule = rule;
        this.fields = fields;
        this.recordKey = RecordKeys.of(
                fields, plan.compiled().streams().get(rule.stream()).spec().key());
    }

    /**
     * The key of a rule whose key is one field.
     *
     * @param text the value of that field, as alerts show it
     * @throws RuleException if there is no such rule where records are read, or its key is of several fields
     */
    public static RuleKey of(Plan plan, String rule, String text) {
        RulePlan found = rule(plan, rule);
        List<String> names = found.by().fields();
        if (names.size() > 1) {
            throw wrong("one value", names);
        }
        return of(plan, rule, Map.of(names.get(0), text));
    }

    /**
     * The key of a rule.
     *
     * @param values the value of each field of its key, as alerts show it
     * @throws RuleException if there is no such rule where records are read, or its key is of other fields
     */
    public static RuleKey of(Plan plan, String rule, Map<String, String> values) {
        RulePlan found = rule(plan, rule);
        List<String> names = found.by().fields();
        if (values.size() != names.size() || !values.keySet().containsAll(names)) {
            throw wrong(values.isEmpty() ? "no values" : "values of " + String.join(", ", values.keySet()), names);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : names) {
            String value = values.get(name);
            if (value.isEmpty()) {
                throw new RuleException(SnoozeRequest.OWNER, KEY, "an empty " + name, "a value, as alerts show it");
            }
            fields.put(name, value);
        }
        return new RuleKey(plan, found, Collections.unmodifiableMap(fields));
    }

    private static RuleException wrong(String found, List<String> names) {
        return new RuleException(
                SnoozeRequest.OWNER,
                KEY,
                found,
                (names.size() > 1 ? "a value for each of " : "a value of ") + String.join(", ", names)
                        + ", by which the rule is keyed");
    }

    private static RulePlan rule(Plan plan, String name) {
        Optional<RulePlan> here = find(plan, name);
        if (here.isPresent()) {
            return here.get();
        }
        for (Plan later : plan.behind()) {
            if (find(later, name).isPresent()) {
                throw new RuleException(
                        SnoozeRequest.OWNER,
                        "rule",
                        "'" + name + "', which runs in stage " + later.stage() + ", by "
                                + String.join(", ", later.key()),
                        "rules of stage 0, whose key includes the record key; endpoint stages shows what runs where");
            }
        }
        List<String> known =
                plan.compiled().rules().stream().map(rule -> rule.spec().name()).toList();
        throw new RuleException(
                SnoozeRequest.OWNER, "rule", "'" + name + "'", "a rule in force" + Nearest.hint(name, known));
    }

    private static Optional<RulePlan> find(Plan plan, String name) {
        return plan.compiled().rules().stream()
                .filter(rule -> rule.spec().name().equals(name))
                .findFirst();
    }

    /** The rule's name. */
    public String rule() {
        return rule.spec().name();
    }

    /** The fields of the key with their values, in the rule's order. */
    public Map<String, String> fields() {
        return fields;
    }

    /** The record key of its events, which decides about the partition. */
    public String recordKey() {
        return recordKey;
    }

    /** Where its state is. */
    StateKey state() {
        return new StateKey(rule.by().space(), rule.by().join(fields));
    }

    /** The cells of its snooze. */
    Snooze.Cells cells() {
        return rule.snoozed();
    }
}
