package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams, rules and events for tests of one behaviour at a time; times are seconds after the epoch. */
public final class Scenario {

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("id", FieldType.STRING),
            Field.of("account", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP),
            Field.of("amount", FieldType.DECIMAL)));

    private Scenario() {}

    /** A stream that is 5 s out of order and idle after 30 s. */
    public static StreamSpec stream(String name) {
        return stream(name, null);
    }

    static StreamSpec stream(String name, @Nullable Duration deduplicate) {
        return new StreamSpec(
                name,
                SCHEMA,
                "id",
                "account",
                TimeSource.field("at"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                deduplicate,
                true);
    }

    static Schema schema() {
        return SCHEMA;
    }

    /** A rule without a window. */
    public static RuleSpec simple(
            String name, String when, Evaluate evaluate, @Nullable Duration suppress, @Nullable BlockSpec block) {
        return new RuleSpec(
                name,
                "payments",
                null,
                List.of(),
                null,
                Map.of(),
                when,
                Severity.LOW,
                null,
                suppress,
                evaluate,
                Emit.EARLY,
                Duration.ZERO,
                null,
                block);
    }

    /** A rule over the sum of a window. */
    static RuleSpec summing(
            String name,
            WindowSpec window,
            String when,
            Emit emit,
            Duration lateness,
            @Nullable Duration suppress,
            @Nullable BlockSpec block) {
        return new RuleSpec(
                name,
                "payments",
                null,
                List.of(),
                window,
                Map.of("total", "sum(amount)"),
                when,
                Severity.LOW,
                "{total}",
                suppress,
                Evaluate.ON_ARRIVAL,
                emit,
                lateness,
                null,
                block);
    }

    static void send(PipelineTester tester, String stream, String id, String account, double second, int amount) {
        tester.send(
                stream,
                Map.of(
                        "id",
                        id,
                        "account",
                        account,
                        "at",
                        Instant.ofEpochMilli(Math.round(second * 1_000)),
                        "amount",
                        amount));
    }

    static void pay(PipelineTester tester, String id, double second, int amount) {
        send(tester, "payments", id, "A", second, amount);
    }

    static Instant second(long second) {
        return Instant.ofEpochSecond(second);
    }
}
