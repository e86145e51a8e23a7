package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.plan.Joins;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TableSpec;
import io.bellbuoy.engine.window.WindowSpec;
import io.bellbuoy.stream.decode.InputTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rule set from properties. Every mistake is a {@link RuleException} that names the declaration, the
 * property, what was found and what is allowed; conditions and aggregates are checked when the plan is compiled.
 */
final class RuleSetFactory {

    private final BellbuoyProperties properties;
    private final Map<String, InputTopic> inputs = new LinkedHashMap<>();
    private final List<TableSpec> tables;
    private final List<JoinSpec> joins;
    /** The declared streams and those that joins make. */
    private final Map<String, StreamSpec> streams = new LinkedHashMap<>();

    RuleSetFactory(BellbuoyProperties properties) {
        this.properties = properties;
        TableFactory tables = new TableFactory(properties.tables());
        Map<String, StreamFactory> factories =
                new TreeMap<>(tables.streams(properties.streams().keySet()));
        properties.streams().forEach((name, stream) -> factories.put(name, new StreamFactory(name, stream)));
        // By name: watermarks are stored by position, and the order of properties depends on where they are set.
        factories.forEach((name, factory) -> inputs.put(name, factory.create()));
        this.tables = tables.specs();
        requireInputs();
        List<StreamSpec> declared =
                inputs.values().stream().map(InputTopic::stream).toList();
        this.joins = new JoinFactory(
                        properties.joins(), declared, properties.defaults().allowedLateness())
                .create();
        new Joins(declared, joins).streams().forEach(stream -> streams.put(stream.name(), stream));
    }

    /** The input topics, in the order of their streams. */
    List<InputTopic> inputs() {
        return List.copyOf(inputs.values());
    }

    /** The rule set. */
    RuleSet ruleSet() {
        return new RuleSet(
                applicationId(properties),
                inputs.values().stream().map(InputTopic::stream).toList(),
                properties.features().entrySet().stream()
                        .map(feature -> feature(feature.getKey(), feature.getValue()))
                        .toList(),
                properties.rules().entrySet().stream()
                        .map(rule -> rule(rule.getKey(), rule.getValue()))
                        .toList(),
                new ScorecardFactory(streams.keySet()).create(properties.scorecards()),
                tables,
                joins,
                new ListFactory(this::output).create(properties.lists()));
    }

    /**
     * Checks a topic of outputs.
     *
     * @throws RuleException if it is no name of a topic, or one of the inputs: the application would read what it writes
     */
    String output(Checks checks, String property, String topic) {
        checks.topic(property, topic);
        if (inputs.values().stream().anyMatch(input -> input.topic().equals(topic))) {
            throw checks.refused(property, "'" + topic + "', which is an input", "a topic that no stream reads");
        }
        return topic;
    }

    private @Nullable String published(Checks checks, @Nullable String topic) {
        String given = Checks.optional(topic);
        return given == null ? null : output(checks, "publish", given);
    }

    static String applicationId(BellbuoyProperties properties) {
        return new Checks("bellbuoy").required("application-id", properties.applicationId(), "a name");
    }

    private void requireInputs() {
        Checks checks = new Checks("bellbuoy");
        if (inputs.isEmpty()) {
            throw checks.refused("streams", "none", "at least one stream");
        }
        Map<String, String> streamOf = new LinkedHashMap<>();
        for (InputTopic input : inputs.values()) {
            String other = streamOf.put(input.topic(), input.stream().name());
            if (other != null) {
                throw new Checks("stream '" + input.stream().name() + "'")
                        .refused(
                                "topic",
                                "'" + input.topic() + "', which stream '" + other + "' reads",
                                "a topic of its own");
            }
        }
    }

    private FeatureSpec feature(String name, FeatureProperties feature) {
        Checks checks = new Checks("feature '" + name + "'");
        checks.identifier("name", name);
        StreamSpec stream = stream(checks, feature.stream());
        WindowProperties window = feature.window();
        if (window == null) {
            throw checks.refused("window", "nothing", "a window, as in { trailing: 24h }");
        }
        WindowSpec spec = new WindowFactory(checks, window).create();
        String value = checks.required("value", feature.value(), "an aggregate, as in \"sum(amount)\"");
        return new FeatureSpec(
                name,
                stream.name(),
                by(checks, feature.by(), stream),
                Checks.optional(feature.where()),
                spec,
                value,
                feature.evaluate() == null ? properties.defaults().evaluate() : feature.evaluate(),
                emitFeature(checks, feature.emit(), spec),
                lateness(feature.allowedLateness()),
                published(checks, feature.publish()),
                feature.restart());
    }

    private RuleSpec rule(String name, RuleProperties rule) {
        Checks checks = new Checks("rule '" + name + "'");
        checks.ruleName(name);
        if (rule.pattern() != null) {
            return matching(name, rule, rule.pattern());
        }
        StreamSpec stream = stream(checks, rule.stream());
        requireComputed(checks, rule, stream);
        WindowSpec window = rule.window() == null ? null : new WindowFactory(checks, rule.window()).create();
        return new RuleSpec(
                name,
                stream.name(),
                Checks.optional(rule.where()),
                by(checks, rule.by(), stream),
                window,
                rule.compute(),
                checks.required("when", rule.when(), "the condition under which it fires, as in \"total > 10000\""),
                rule.severity(),
                Checks.optional(rule.message()),
                suppress(rule),
                rule.evaluate() == null ? properties.defaults().evaluate() : rule.evaluate(),
                emitRule(checks, rule.emit(), window),
                lateness(rule.allowedLateness()),
                published(checks, rule.publish()),
                block(checks, rule.action()),
                null,
                rule.mode(),
                rule.restart());
    }

    /** What belongs to every rule but not to one with a pattern is refused where it was given, defaults are not. */
    private RuleSpec matching(String name, RuleProperties rule, PatternProperties pattern) {
        String owner = "rule '" + name + "'";
        Checks checks = new Checks(owner);
        if (pattern.steps().isEmpty()) {
            throw checks.refused(
                    "pattern.steps", "no steps", "at least one step, as in { name: payment, stream: payments }");
        }
        PatternFactory factory = new PatternFactory(owner, pattern, streams.keySet());
        StreamSpec stream = stream(checks, rule.stream() == null ? factory.firstStream() : rule.stream());
        requireComputed(checks, rule, stream);
        String timeouts = Checks.optional(pattern.timeouts());
        String when = Checks.optional(rule.when());
        return new RuleSpec(
                name,
                stream.name(),
                Checks.optional(rule.where()),
                by(checks, rule.by(), stream),
                rule.window() == null ? null : new WindowFactory(checks, rule.window()).create(),
                rule.compute(),
                when == null ? RuleSpec.ALWAYS : when,
                rule.severity(),
                Checks.optional(rule.message()),
                suppress(rule),
                rule.evaluate() == null ? Evaluate.AT_WATERMARK : rule.evaluate(),
                rule.emit() == null ? Emit.EARLY : rule.emit(),
                rule.allowedLateness() == null
                        ? Duration.ZERO
                        : rule.allowedLateness().duration(),
                published(checks, rule.publish()),
                block(checks, rule.action()),
                factory.create(timeouts == null ? null : output(checks, "pattern.timeouts", timeouts)),
                rule.mode(),
                rule.restart());
    }

    private static @Nullable Duration suppress(RuleProperties rule) {
        return rule.suppress() == null || rule.suppress().duration().isZero()
                ? null
                : rule.suppress().duration();
    }

    private StreamSpec stream(Checks checks, @Nullable String name) {
        Collection<String> known = streams.keySet();
        String given = checks.required("stream", name, "a declared stream: " + String.join(", ", known));
        checks.knownStream("stream", given, known);
        return Objects.requireNonNull(streams.get(given), given);
    }

    private static List<String> by(Checks checks, List<String> by, StreamSpec stream) {
        if (by.isEmpty()) {
            return List.of(stream.key());
        }
        by.forEach(field -> checks.knownField("by", field, stream.schema()));
        if (by.stream().distinct().count() < by.size()) {
            throw checks.refused("by", String.join(", ", by), "each field once");
        }
        return by;
    }

    private static void requireComputed(Checks checks, RuleProperties rule, StreamSpec stream) {
        rule.compute().forEach((name, aggregate) -> {
            checks.identifier("compute", name);
            checks.required("compute." + name, aggregate, "an aggregate, as in \"sum(amount)\"");
            if (stream.schema().has(name)) {
                throw checks.refused(
                        "compute." + name,
                        "the name of a field of the stream",
                        "a name with one meaning in conditions");
            }
            if (name.equals("features") || name.equals("tables") || name.equals("lists")) {
                throw checks.refused("compute." + name, "the name by which " + name + " are read", "another name");
            }
        });
    }

    private Emit emitFeature(Checks checks, @Nullable Emit given, WindowSpec window) {
        requireClosing(checks, given, window);
        Emit emit = given == null ? properties.defaults().emit() : given;
        return emit == Emit.ON_CLOSE && closes(window) ? Emit.ON_CLOSE : Emit.EVERY_UPDATE;
    }

    private Emit emitRule(Checks checks, @Nullable Emit given, @Nullable WindowSpec window) {
        requireClosing(checks, given, window);
        if (window instanceof WindowSpec.Session) {
            return given == null ? Emit.ON_CLOSE : given;
        }
        Emit emit = given == null ? properties.defaults().emit() : given;
        return emit == Emit.ON_CLOSE && !closes(window) ? Emit.EARLY : emit;
    }

    private static boolean closes(@Nullable WindowSpec window) {
        return window != null && window.closes();
    }

    private static void requireClosing(Checks checks, @Nullable Emit given, @Nullable WindowSpec window) {
        if (given == Emit.ON_CLOSE && !closes(window)) {
            throw checks.refused(
                    "emit",
                    "on-close with " + (window == null ? "no window" : "window " + window) + ", which never closes",
                    "early, or a tumbling, sliding or session window");
        }
    }

    private Duration lateness(@Nullable TimeSpan given) {
        return (given == null ? properties.defaults().allowedLateness() : given).duration();
    }

    private @Nullable BlockSpec block(Checks checks, RuleProperties.@Nullable Action action) {
        if (action == null || action.block() == null) {
            return null;
        }
        TimeSpan duration = action.block().duration();
        if (duration == null || duration.duration().isZero()) {
            throw checks.refused(
                    "action.block.for", duration == null ? "nothing" : "0", "how long the block lasts, as in 24h");
        }
        String liftOn = Checks.optional(action.block().liftOn());
        if (liftOn != null) {
            checks.knownStream("action.block.lift-on", liftOn, streams.keySet());
        }
        return new BlockSpec(duration.duration(), liftOn);
    }
}
