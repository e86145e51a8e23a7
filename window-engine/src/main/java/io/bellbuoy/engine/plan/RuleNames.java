package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.alert.MessageTemplate;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.list.ListRef;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a rule's condition and message may name, and in which slots its values are: the fields of its stream, what it
 * computes, the features whose key the stream has, fields of tables, and lists.
 */
final class RuleNames {

    private final RuleSpec spec;
    private final String owner;
    private final StreamSpec stream;
    private final Names names;
    private final List<FeaturePlan> features;
    private final List<TableField> tableFields;
    private final List<ListRef> lists;

    /** @param computed the types of what the rule computes, in its order */
    RuleNames(
            RuleSpec spec,
            StreamSpec stream,
            List<FieldType> computed,
            List<FeaturePlan> features,
            Tables tables,
            List<ListPlan> lists) {
        this.spec = spec;
        this.owner = RuleCompiler.owner(spec);
        this.stream = stream;
        this.names = StreamNames.namesOf(stream);
        addComputed(computed);
        this.features = features.stream()
                .filter(feature -> feature.by().fields().stream().allMatch(stream.schema()::has))
                .toList();
        this.features.forEach(
                feature -> names.add(StageChain.FEATURES + feature.spec().name(), feature.type()));
        features.stream()
                .filter(feature -> !this.features.contains(feature))
                .forEach(feature -> explain(
                        StageChain.FEATURES + feature.spec().name(),
                        "feature",
                        "by",
                        feature.by().fields()));
        this.tableFields = tables.addNames(stream, names);
        this.lists = addLists(lists);
        names.elsewhere("features", "Declare the feature below bellbuoy.features.");
        names.elsewhere("tables", "Declare the table below bellbuoy.tables, with the field.");
        names.elsewhere("lists", "Declare the list below bellbuoy.lists.");
    }

    private void addComputed(List<FieldType> types) {
        int i = 0;
        for (String name : spec.compute().keySet()) {
            RuleCompiler.requireIdentifier(owner, "compute." + name, name);
            if (names.find(name) != null) {
                throw new RuleException(
                        owner,
                        "compute." + name,
                        "the name of a field of stream '" + stream.name() + "'",
                        "a name with one meaning; choose another");
            }
            names.add(name, types.get(i++));
        }
    }

    /** Says why a declared name is none of the rule's. */
    private void explain(String name, String kind, String by, List<String> fields) {
        names.elsewhere(
                name,
                "The " + kind + " is " + by + " " + String.join(", ", fields) + ", which stream '" + stream.name()
                        + "' does not have; read it in a rule of a stream that does.");
    }

    /** Lists of a field that the rule's stream has. */
    private List<ListRef> addLists(List<ListPlan> plans) {
        List<ListRef> asked = new ArrayList<>();
        for (ListPlan list : plans) {
            ListRef ref = list.in(stream);
            if (ref != null) {
                names.add("lists." + list.spec().name(), FieldType.BOOLEAN);
                asked.add(ref);
            } else {
                explain(
                        "lists." + list.spec().name(),
                        "list",
                        "of the field",
                        List.of(list.spec().field()));
            }
        }
        return List.copyOf(asked);
    }

    Names all() {
        return names;
    }

    /** The features among the names, in the order of their slots. */
    List<FeatureRef> features() {
        return features.stream().map(this::ref).toList();
    }

    private FeatureRef ref(FeaturePlan feature) {
        KeyBy by = new KeyBy(feature.by().space(), feature.by().fields(), stream.schema());
        return new FeatureRef(feature, by, feature.spec().stream().equals(stream.name()));
    }

    List<TableField> tableFields() {
        return tableFields;
    }

    List<ListRef> lists() {
        return lists;
    }

    /** The number of fields, whose slots come first. */
    int fields() {
        return stream.schema().size();
    }

    private int firstFeature() {
        return fields() + spec.compute().size();
    }

    void require(MessageTemplate message) {
        for (String name : message.names()) {
            if (names.find(name) == null) {
                throw new RuleException(
                        owner,
                        "message",
                        "'{" + name + "}'",
                        "a field, a computed value, a feature or a field of a table"
                                + Nearest.hint(name, names.all().keySet()));
            }
        }
    }

    /** The features that the condition or the message reads. */
    List<FeaturePlan> read(Expression when, MessageTemplate message) {
        Set<Integer> slots = new TreeSet<>(when.slots());
        message.names()
                .forEach(name ->
                        slots.add(Objects.requireNonNull(names.find(name)).index()));
        return slots.stream()
                .map(slot -> slot - firstFeature())
                .filter(index -> index >= 0 && index < features.size())
                .map(features::get)
                .toList();
    }

    /** Whether a condition reads nothing but computed values, tables, and the fields of the key that are texts. */
    boolean isKnownAtClose(Expression when, KeyBy by) {
        int firstTableField = firstFeature() + features.size();
        int firstList = firstTableField + tableFields.size();
        boolean known = true;
        for (int slot : when.slots()) {
            if (slot < fields()) {
                Field field = stream.schema().fields().get(slot);
                known &= by.fields().contains(field.name()) && field.type() == FieldType.STRING;
            } else if (slot >= firstFeature() && (slot < firstTableField || slot >= firstList)) {
                known = false;
            }
        }
        return known;
    }

    /** The values an alert shows: all computed ones, and what the condition or the message reads. */
    Map<String, Integer> shown(Expression when, MessageTemplate message) {
        Map<Integer, String> bySlot = new TreeMap<>();
        names.all().forEach((name, slot) -> {
            boolean computed = slot.index() >= fields() && slot.index() < firstFeature();
            if (computed
                    || when.slots().contains(slot.index())
                    || message.names().contains(name)) {
                bySlot.put(slot.index(), name);
            }
        });
        Map<String, Integer> shown = new LinkedHashMap<>();
        bySlot.forEach((slot, name) -> shown.put(name, slot));
        return shown;
    }
}
