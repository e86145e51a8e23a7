package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.alert.MessageTemplate;
import io.bellbuoy.engine.alert.RungWindows;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.condition.ExpressionException;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.window.WindowSpec;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
        RuleNames names = new RuleNames(spec, stream, computed(request), features, tables, lists);
        Expression when = condition(names);
        MessageTemplate message = message(owner, spec);
        names.require(message);
        names.read(when, message).forEach(this::requireSameMoment);
        boolean closes = closes(measure);
        boolean asksWindowAlone = names.isKnownAtClose(when, by);
        if (!asksWindowAlone) {
            requireEvents(by);
        }
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
                names.fields(),
                List.copyOf(spec.compute().keySet()),
                names.features(),
                names.tableFields(),
                names.shown(when, message),
                message,
                closes && asksWindowAlone,
                closes
                        ? new RungWindows.Cells(
                                rung(version), spec.allowedLateness().toMillis())
                        : null,
                closes && spec.emit() == Emit.ON_CLOSE ? new Instants(cell("close"), 0) : null,
                spec.suppress() == null
                        ? null
                        : new Instants(cell("suppressed"), spec.suppress().toMillis()),
                null,
                names.lists());
    }

    /** The text of a rule's alerts, by default its name. */
    static MessageTemplate message(String owner, RuleSpec spec) {
        MessageTemplate message = new MessageTemplate(spec.message() == null ? spec.name() : spec.message());
        message.unnamed().ifPresent(text -> {
            throw new RuleException(
                    owner, "message", "'" + text + "', a brace that begins no name", "names in braces, as in {amount}");
        });
        return message;
    }

    private Expression condition(RuleNames names) {
        try {
            return streams.condition(owner, names.all(), spec.when());
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

    private List<FieldType> computed(@Nullable MeasureRequest request) {
        if (request == null && !spec.compute().isEmpty()) {
            throw new IllegalStateException("A rule without a window computes nothing.");
        }
        return request == null ? List.of() : shared.types(request);
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

    private void requireSameMoment(FeaturePlan feature) {
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

    private static String spelling(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
