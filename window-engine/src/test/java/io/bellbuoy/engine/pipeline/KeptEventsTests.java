package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rules that come later find in events that wait. */
class KeptEventsTests {

    private static final RuleSpec LARGE = rule("large", "amount > 10");
    private static final List<Field> FIELDS = List.of(
            Field.of("account", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP),
            Field.of("amount", FieldType.DECIMAL),
            Field.of("country", FieldType.STRING));

    private static RuleSpec rule(String name, String when) {
        return Scenario.simple(name, when, Evaluate.AT_WATERMARK, null, null);
    }

    private static Plan plan(List<Field> fields, RuleSpec rule) {
        StreamSpec stream = new StreamSpec(
                "payments",
                new Schema(fields),
                null,
                "account",
                TimeSource.field("at"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                null,
                true);
        return Plan.compile(new RuleSet("app", List.of(stream), List.of(), List.of(rule)), List.of());
    }

    /** The alerts on a payment that waited while a service was stopped and its declarations were changed. */
    private static List<Output.Alert> alertsAfter(Plan changed) {
        PipelineTester tester = new PipelineTester(plan(FIELDS, LARGE), 1, Instant.EPOCH);
        tester.send("payments", Map.of("account", "A", "at", Instant.ofEpochSecond(1), "amount", 20, "country", "DE"));
        tester.crash(changed);
        tester.watermark(Instant.ofEpochSecond(10));
        return tester.outputs().alerts();
    }

    @Test
    void fieldsThatWereAddedOrMovedMakeNoDifferenceToEventsThatWait() {
        List<Field> changed = List.of(
                Field.of("city", FieldType.STRING),
                Field.of("country", FieldType.STRING),
                Field.of("fee", FieldType.DECIMAL),
                Field.of("amount", FieldType.DECIMAL),
                Field.of("at", FieldType.TIMESTAMP),
                Field.of("account", FieldType.STRING));

        assertThat(alertsAfter(plan(
                        changed, rule("german", "country == 'DE' && amount == 20 && city == null && fee == null"))))
                .hasSize(1);
    }

    @Test
    void aFieldThatWasRemovedIsLeftOut() {
        List<Field> changed = FIELDS.subList(0, 3);

        assertThat(alertsAfter(plan(changed, LARGE))).hasSize(1);
    }

    @Test
    void eventsThatWaitForTheWatermarkAreReadWholeForRulesThatAreYetToCome() {
        assertThat(plan(FIELDS, LARGE).reads("payments").cardinality()).isEqualTo(4);
        assertThat(plan(FIELDS, Scenario.simple("large", "amount > 10", Evaluate.ON_ARRIVAL, null, null))
                        .reads("payments")
                        .cardinality())
                .as("nothing waits: key, time and what the rule reads")
                .isEqualTo(3);
    }
}
