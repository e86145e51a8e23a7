package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.alert.MessageTemplate;
import io.bellbuoy.engine.alert.RungWindows;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.condition.ExpressionException;
import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.list.ListRef;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.window.WindowSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles one rule. */
final class RuleCompiler {

    private final StreamNames streams;
    private final SharedStates shared;
    private final List<FeaturePlan> features;
    private final Tables tables;
    private final List<ListPlan> lists;
    private final RuleSpec spec;
    private final String owner;
    private final StreamSpec stream;
    private final Names names;

    RuleCompiler(
            StreamNames streams,
            SharedStates shared,
            List<FeaturePlan> features,
            Tables tables,
            List<ListPlan> lists,
            RuleSpec spec) {
        this.streams = streams;
        this.shared = shared;
        this.features = features;
        this.tables = tables;
        this.lists = lists;
        this.spec = spec;
        this.owner = owner(spec);
        this.stream = streams.require(owner, "stream", spec.stream());
        this.names = StreamNames.namesOf(stream);
    }

    static String owner(RuleSpec spec) {
        return "rule '" + spec.name() + "'";
    }

    static @Nullable MeasureRequest request(StreamNames streams, RuleSpec spec) {
        String owner = owner(spec);
        StreamSpec stream = streams.require(owner, "stream", spec.stream());
        KeyBy by = streams.keyBy(owner, stream, spec.by());
        if (spec.window() == null) {
            return null;
        }
        List<AggregateCall> calls = spec.compute().entrySet().stream()
                .map(entry -> streams.aggregate(owner, "compute." + entry.getKey(), entry.getValue()))
                .toList();
        List<String> properties =
                spec.compute().keySet().stream().map(name -> "compute." + name).toList();
        return new MeasureRequest(
                owner,
                spec.name(),
                stream,
                by,
                spec.where(),
                spec.window(),
                calls,
                properties,
                spec.evaluate(),
                spec.allowedLateness());
    }

    RulePlan compile(int streamIndex, @Nullable MeasureRequest request) {
        KeyBy by = streams.keyBy(owner, stream, spec.by());
        Measure measure = request == null ? null : shared.measure(request);
        requireEmission(measure);
        addComputed(request);
        List<FeaturePlan> reachable = addFeatures();
        List<TableField> tableFields = tables.addNames(stream, names);
        List<ListRef> asked = addLists();
        Expression when = condition();
        MessageTemplate message = new MessageTemplate(spec.message() == null ? spec.name() : spec.message());
        requireMessage(message);
        int fields = stream.schema().size();
        int firstFeature = fields + spec.compute().size();
        Set<Integer> read = new TreeSet<>(when.slots());
        message.names()
                .forEach(name ->
                        read.add(Objects.requireNonNull(names.find(name)).index()));
        requireSameMoment(read, reachable, firstFeature);
        boolean closes = closes(measure);
        int firstTableField = firstFeature + reachable.size();
        boolean asksWindowAlone = isRevisable(when, by, fields, firstTableField, firstTableField + tableFields.size());
        if (!asksWindowAlone) {
            requireEvents(by);
        }
        boolean revisable = closes && asksWindowAlone;
        String version = version(by, request);
        Expression where = measure == null ? streams.where(owner, stream, spec.where()) : null;
        return new RulePlan(
                spec,
                version,
                streamIndex,
                by,
                where,
                measure,
                when,
                fields,
                List.copyOf(spec.compute().keySet()),
                reachable.stream().map(this::ref).toList(),
                tableFields,
                shown(when, message, fields),
                message,
                revisable,
                closes
                        ? new RungWindows.Cells(
                                rung(version), spec.allowedLateness().toMillis())
                        : null,
                closes && spec.emit() == Emit.ON_CLOSE ? new Instants(cell("close"), 0) : null,
                spec.suppress() == null
                        ? null
                        : new Instants(cell("suppressed"), spec.suppress().toMillis()),
                null,
                asked);
    }

    private Expression condition() {
        try {
            return streams.condition(owner, names, spec.when());
        } catch (ExpressionException e) {
            throw tables.explain(e, owner, spec, stream);
        }
    }

    /** What rang has the identity of its version; another version knows nothing of it. */
    private int rung(String version) {
        return AlertIds.number("rung", "rule", spec.name(), spec.stream(), version);
    }

    private int cell(String kind) {
        return AlertIds.number(kind, "rule", spec.name(), spec.stream());
    }

    private void requireEmission(@Nullable Measure measure) {
        if (spec.window() instanceof WindowSpec.Session && spec.emit() != Emit.ON_CLOSE) {
            throw new RuleException(
                    owner,
                    "emit",
                    spelling(spec.emit()) + " with window " + spec.window(),
                    "on-close, since the bounds of a session move while it is open");
        }
        if (spec.emit() == Emit.ON_CLOSE && !closes(measure)) {
            throw new RuleException(
                    owner,
                    "emit",
                    "on-close with " + (spec.window() == null ? "no window" : "window " + spec.window()),
                    "on-close for tumbling, sliding and session windows, which close; early for others");
        }
    }

    /** Whether its windows close, so that results can wait for that; others are asked by each event. */
    static boolean closes(@Nullable Measure measure) {
        return measure instanceof Measure.Aligned || measure instanceof Measure.Session;
    }

    private void addComputed(@Nullable MeasureRequest request) {
        int i = 0;
        for (String name : spec.compute().keySet()) {
            requireIdentifier(owner, "compute." + name, name);
            if (request == null) {
                throw new IllegalStateException("A rule without a window computes nothing.");
            }
            FieldType type = shared.types(request).get(i++);
            if (names.find(name) != null) {
                throw new RuleException(
                        owner,
                        "compute." + name,
                        "the name of a field of stream '" + stream.name() + "'",
                        "a name with one meaning; choose another");
            }
            names.add(name, type);
        }
    }

    static void requireIdentifier(String owner, String property, String name) {
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new RuleException(
                    owner,
                    property,
                    "the name '" + name + "'",
                    "a lowerCamelCase identifier, such as total or spend24h");
        }
    }

    /** Features whose key the rule's stream has. */
    private List<FeaturePlan> addFeatures() {
        List<FeaturePlan> reachable = features.stream()
                .filter(feature -> feature.by().fields().stream().allMatch(stream.schema()::has))
                .toList();
        reachable.forEach(feature -> names.add("features." + feature.spec().name(), feature.type()));
        return reachable;
    }

    /** Lists of a field that the rule's stream has. */
    private List<ListRef> addLists() {
        List<ListRef> asked = new ArrayList<>();
        for (ListPlan list : lists) {
            ListRef ref = list.in(stream);
            if (ref != null) {
                names.add("lists." + list.spec().name(), FieldType.BOOLEAN);
                asked.add(ref);
            }
        }
        return List.copyOf(asked);
    }

    private FeatureRef ref(FeaturePlan feature) {
        KeyBy by = new KeyBy(feature.by().space(), feature.by().fields(), stream.schema());
        return new FeatureRef(feature, by, feature.spec().stream().equals(stream.name()));
    }

    private void requireMessage(MessageTemplate message) {
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

    private void requireSameMoment(Set<Integer> read, List<FeaturePlan> reachable, int firstFeature) {
        for (int slot : read) {
            if (slot >= firstFeature && slot < firstFeature + reachable.size()) {
                FeaturePlan feature = reachable.get(slot - firstFeature);
                if (feature.spec().evaluate() != spec.evaluate()) {
                    throw new RuleException(
                            owner,
                            "evaluate",
                            spelling(spec.evaluate()) + " with features."
                                    + feature.spec().name() + ", which is "
                                    + spelling(feature.spec().evaluate()),
                            "the same for a rule and the features it reads; set evaluate on one of them");
                }
            }
        }
    }

    private static String spelling(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param fromTables the slots of tables, which are read by the key alone, begin here and end before {@code firstList} */
    private boolean isRevisable(Expression when, KeyBy by, int fields, int fromTables, int firstList) {
        boolean revisable = true;
        for (int slot : when.slots()) {
            if (slot < fields) {
                Field field = stream.schema().fields().get(slot);
                revisable &= by.fields().contains(field.name()) && field.type() == FieldType.STRING;
            } else if (slot >= fields + spec.compute().size() && (slot < fromTables || slot >= firstList)) {
                revisable = false;
            }
        }
        return revisable;
    }

    /** Refuses a condition that needs an event where none is current. */
    private void requireEvents(KeyBy by) {
        if (spec.window() instanceof WindowSpec.Global global
                && global.trigger().isTimed()) {
            throw new RuleException(
                    owner,
                    "when",
                    "'" + spec.when() + "', which reads the current event, a feature or a list, with trigger "
                            + global.trigger(),
                    "the computed values and the fields of 'by' " + by.fields()
                            + ", since no event is current when a time fires; or a trigger by count or delta");
        }
        if (spec.emit() == Emit.ON_CLOSE) {
            throw new RuleException(
                    owner,
                    "when",
                    "'" + spec.when() + "', which reads the current event, a feature or a list, with emit: on-close",
                    "the computed values, tables and the fields of 'by' " + by.fields()
                            + ", since no event is current when a window closes; or emit: early");
        }
    }

    /** The values an alert shows: all computed ones, and what the condition or the message reads. */
    private Map<String, Integer> shown(Expression when, MessageTemplate message, int fields) {
        Map<Integer, String> bySlot = new TreeMap<>();
        names.all().forEach((name, slot) -> {
            boolean computed = slot.index() >= fields
                    && slot.index() < fields + spec.compute().size();
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

    private String version(KeyBy by, @Nullable MeasureRequest request) {
        List<String> users = request == null
                ? List.of()
                : request.calls().stream()
                        .map(AggregateCall::user)
                        .filter(Objects::nonNull)
                        .map(user -> " " + user.name() + "=" + user.version())
                        .toList();
        return AlertIds.hash(
                spec.stream(),
                String.valueOf(spec.where()),
                by.toString(),
                String.valueOf(spec.window()),
                spec.compute() + String.join("", users),
                spec.when());
    }
}
