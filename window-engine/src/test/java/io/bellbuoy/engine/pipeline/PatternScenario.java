package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logins and payments of one account, and rules with patterns over both. */
final class PatternScenario {

    private PatternScenario() {}

    private static final Schema LOGIN = new Schema(List.of(
            Field.of("id", FieldType.STRING),
            Field.of("account", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP),
            Field.of("type", FieldType.STRING),
            Field.of("country", FieldType.STRING)));
    private static final Schema PAYMENT = new Schema(List.of(
            Field.of("id", FieldType.STRING),
            Field.of("account", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP),
            Field.of("amount", FieldType.DECIMAL),
            Field.of("country", FieldType.STRING)));
    static final List<StreamSpec> STREAMS = List.of(stream("logins", LOGIN), stream("payments", PAYMENT));
    static final Duration MINUTE = Duration.ofMinutes(1);

    static final Step.Occurrence RESET = Step.of("reset", "logins", "type == 'RESET'");
    static final Step.Occurrence LARGE = Step.of("large", "payments", "amount > 100");

    private static StreamSpec stream(String name, Schema schema) {
        return new StreamSpec(
                name,
                schema,
                "id",
                "account",
                TimeSource.field("at"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                null,
                true);
    }

    /** A rule of some pattern over both streams; all else can be set. */
    record Draft(RuleSpec rule) {

        Draft message(String message) {
            return with(message, rule.when(), rule.by(), rule.suppress(), rule.publish(), rule.block());
        }

        Draft when(String when) {
            return with(rule.message(), when, rule.by(), rule.suppress(), rule.publish(), rule.block());
        }

        Draft by(String... by) {
            return with(rule.message(), rule.when(), List.of(by), rule.suppress(), rule.publish(), rule.block());
        }

        Draft suppress(@Nullable Duration suppress) {
            return with(rule.message(), rule.when(), rule.by(), suppress, rule.publish(), rule.block());
        }

        Draft publish(String topic) {
            return with(rule.message(), rule.when(), rule.by(), rule.suppress(), topic, rule.block());
        }

        Draft block(BlockSpec block) {
            return with(rule.message(), rule.when(), rule.by(), rule.suppress(), rule.publish(), block);
        }

        private Draft with(
                @Nullable String message,
                String when,
                List<String> by,
                @Nullable Duration suppress,
                @Nullable String publish,
                @Nullable BlockSpec block) {
            return new Draft(new RuleSpec(
                    rule.name(),
                    rule.stream(),
                    null,
                    by,
                    null,
                    Map.of(),
                    when,
                    Severity.HIGH,
                    message,
                    suppress,
                    rule.evaluate(),
                    rule.emit(),
                    Duration.ZERO,
                    publish,
                    block,
                    rule.pattern(),
                    Mode.LIVE,
                    Restart.KEEP));
        }
    }

    static Draft rule(PatternSpec pattern) {
        return new Draft(RuleSpec.matching("taken-over", "logins", pattern));
    }

    static Plan plan(Draft rule) {
        return Plan.compile(new RuleSet("app", STREAMS, List.of(), List.of(rule.rule())), List.of());
    }

    static Task task(Plan plan) {
        return new Task(plan, TaskState.inMemory(plan.cellTypes()), true, RuleObserver.NOOP);
    }

    static PipelineTester tester(Draft rule) {
        return new PipelineTester(plan(rule), 1, Instant.EPOCH);
    }

    static PipelineTester tester(RuleSpec rule) {
        return tester(new Draft(rule));
    }

    static void login(PipelineTester tester, String id, double second, String type, @Nullable String country) {
        send(tester, "logins", id, second, "type", type, country);
    }

    static void pay(PipelineTester tester, String id, double second, int amount, @Nullable String country) {
        send(tester, "payments", id, second, "amount", amount, country);
    }

    private static void send(
            PipelineTester tester,
            String stream,
            String id,
            double second,
            String field,
            Object value,
            @Nullable String country) {
        Map<String, Object> event = new HashMap<>(
                Map.of("id", id, "account", "A", "at", Instant.ofEpochMilli(Math.round(second * 1_000)), field, value));
        if (country != null) {
            event.put("country", country);
        }
        tester.send(stream, event);
    }

    static void assertForgotten(PipelineTester tester) {
        tester.watermark(Scenario.second(1_000_000));
        assertThat(tester.stateEntries()).isZero();
    }

    static Event event(int number) {
        Object[] values = {"l" + number, "A", Instant.ofEpochSecond(10 + number), "RESET", "DE"};
        return new Event("logins", (10 + number) * 1_000L, "l" + number, "A", values, source());
    }

    static StoredRecord source() {
        return new StoredRecord("logins", 0, 0, 60_000, null, null, List.of());
    }
}
