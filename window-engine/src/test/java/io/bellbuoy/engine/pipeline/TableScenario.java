package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.second;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TableSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payments joined with the limits of their accounts. */
final class TableScenario {

    private TableScenario() {}

    static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");
    private static final String ABOVE = "amount > tables.limits.daily";

    static StreamSpec limits(String key, TimeSource time) {
        Schema schema = new Schema(List.of(
                Field.of("account", FieldType.STRING),
                Field.of("owner", FieldType.STRING),
                Field.of("setAt", FieldType.TIMESTAMP),
                Field.of("daily", FieldType.DECIMAL)));
        return new StreamSpec(
                "limits",
                schema,
                null,
                key,
                time,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                null,
                true);
    }

    static PipelineTester tester(TableSpec table, RuleSpec... rules) {
        return PipelineTester.of(rules(limits("account", TimeSource.field("setAt")), table, rules));
    }

    static RuleSet rules(StreamSpec limits, TableSpec table, RuleSpec... rules) {
        return new RuleSet("joins", List.of(limits, Scenario.stream("payments")), List.of(), List.of(rules))
                .withTables(List.of(table));
    }

    static TableSpec withHistory(long seconds) {
        return new TableSpec("limits", Duration.ofSeconds(seconds), null);
    }

    static void limit(PipelineTester tester, double second, @Nullable Integer daily) {
        limit(tester, "A", second, daily);
    }

    static void limit(PipelineTester tester, String account, double second, @Nullable Integer daily) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("account", account);
        fields.put("setAt", Instant.ofEpochMilli(Math.round(second * 1_000)));
        if (daily != null) {
            fields.put("daily", daily);
        }
        tester.send("limits", fields);
    }

    static List<String> rung(PipelineTester tester) {
        return tester.outputs().alerts().stream()
                .map(alert -> alert.eventId() + " over " + alert.values().get("tables.limits.daily"))
                .toList();
    }

    static RuleSpec above(Evaluate evaluate) {
        return Scenario.simple("above", ABOVE, evaluate, null, null);
    }

    static TableSpec waiting(int seconds) {
        return new TableSpec("limits", Duration.ZERO, Duration.ofSeconds(seconds), null);
    }
}
