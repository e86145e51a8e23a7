package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payments keyed by account and labels keyed by terminal, and rules over both keys. */
final class StageScenario {

    private StageScenario() {}

    static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("id", FieldType.STRING).asRequired(),
            Field.of("account", FieldType.STRING),
            Field.of("terminal", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP).asRequired(),
            Field.of("amount", FieldType.DECIMAL)));

    static final FeatureSpec BY_ACCOUNT = feature("mine", "payments", "account", Evaluate.ON_ARRIVAL);
    static final FeatureSpec BY_TERMINAL = feature("risk", "labels", "terminal", Evaluate.ON_ARRIVAL);

    static StreamSpec stream(String name, String key) {
        return new StreamSpec(
                name,
                SCHEMA,
                "id",
                key,
                TimeSource.field("at"),
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                Duration.ofHours(1),
                true);
    }

    static FeatureSpec feature(String name, String stream, String by, Evaluate evaluate) {
        return feature(name, stream, by, MINUTE, evaluate);
    }

    static FeatureSpec feature(String name, String stream, String by, Duration trailing, Evaluate evaluate) {
        return new FeatureSpec(
                name,
                stream,
                List.of(by),
                null,
                WindowSpec.trailing(trailing),
                "count()",
                evaluate,
                Emit.EVERY_UPDATE,
                Duration.ZERO,
                null);
    }

    static RuleSpec rule(
            String name,
            List<String> by,
            @Nullable WindowSpec window,
            String when,
            Emit emit,
            @Nullable BlockSpec block) {
        return rule(name, by, window, when, Evaluate.ON_ARRIVAL, emit, block);
    }

    static RuleSpec rule(
            String name,
            List<String> by,
            @Nullable WindowSpec window,
            String when,
            Evaluate evaluate,
            Emit emit,
            @Nullable BlockSpec block) {
        return new RuleSpec(
                name,
                "payments",
                null,
                by,
                window,
                window == null ? Map.of() : Map.of("n", "count()"),
                when,
                Severity.LOW,
                null,
                null,
                evaluate,
                emit,
                Duration.ZERO,
                null,
                block);
    }

    static Plan plan(List<FeatureSpec> features, RuleSpec... rules) {
        return Plan.compile(
                new RuleSet(
                        "app",
                        List.of(stream("payments", "account"), stream("labels", "terminal")),
                        features,
                        List.of(rules)),
                List.of());
    }

    static void send(
            PipelineTester tester,
            String stream,
            String id,
            @Nullable String account,
            @Nullable String terminal,
            int second) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("id", id);
        fields.put("account", account);
        fields.put("terminal", terminal);
        fields.put("at", Instant.ofEpochSecond(second));
        fields.put("amount", BigDecimal.ONE);
        tester.send(stream, fields);
    }
}
