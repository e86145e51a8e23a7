package io.bellbuoy.stream.docs.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatedAmountTests {

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("accountId", FieldType.STRING),
            Field.of("timestamp", FieldType.TIMESTAMP),
            Field.of("amount", FieldType.DECIMAL)));

    private static final StreamSpec TRANSACTIONS =
            StreamSpec.of("transactions", SCHEMA, null, "accountId", TimeSource.field("timestamp"));

    @Test
    void secondPaymentOfTheSameAmountRings() {
        RuleSet rules = new RuleSet("payments", List.of(TRANSACTIONS), List.of(), List.of());
        PipelineTester tester = new PipelineTester(rules, List.of(new RepeatedAmount()), 1, Instant.EPOCH);

        tester.send("transactions", Map.of("accountId", "A", "timestamp", "2026-01-02T03:04:05Z", "amount", "9.90"));
        tester.crash();
        tester.send("transactions", Map.of("accountId", "A", "timestamp", "2026-01-02T03:05:00Z", "amount", "9.90"));

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::message).containsExactly("9.90 again");
    }
}
