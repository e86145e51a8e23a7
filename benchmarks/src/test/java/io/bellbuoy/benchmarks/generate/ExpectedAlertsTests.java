package io.bellbuoy.benchmarks.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedAlertsTests {

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("accountId", FieldType.STRING).asRequired(),
            Field.of("timestamp", FieldType.TIMESTAMP).asRequired(),
            Field.of("amount", FieldType.DECIMAL).asRequired()));

    @Test
    void boundItselfDoesNotRingAndACentMoreRingsInTheTenWindowsThatHoldIt() {
        ExpectedAlerts expected = new ExpectedAlerts();
        long time = Workload.START.toEpochMilli();

        expected.add(new Payment(0, 0, 1_000_000, time, time));
        assertThat(expected.windows()).isEmpty();
        assertThat(expected.filledWindows()).isEqualTo(10);

        expected.add(new Payment(1, 0, 1, time + 59_999, time));
        assertThat(expected.windows())
                .hasSize(10)
                .contains(new Window("a0000000", Workload.START.plusSeconds(60)))
                .contains(new Window("a0000000", Workload.START.plusSeconds(600)));
    }

    @Test
    void paymentsTenMinutesApartAreNeverTogether() {
        ExpectedAlerts expected = new ExpectedAlerts();
        long time = Workload.START.toEpochMilli();

        expected.add(new Payment(0, 0, 600_000, time, time));
        expected.add(new Payment(1, 0, 600_000, time + 600_000, time + 600_000));

        assertThat(expected.windows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 10, 600})
    void engineRingsExactlyInTheExpectedWindows(int everySeconds) {
        Duration every = Duration.ofSeconds(everySeconds);
        for (long seed = 1; seed <= 3; seed++) {
            Workload workload = new Workload(40_000, 300, seed);
            ExpectedAlerts expected = new ExpectedAlerts(every);
            PaymentStreamTests.payments(workload).forEach(expected::add);

            assertThat(engine(workload, every))
                    .as("seed %d", seed)
                    .isEqualTo(expected.windows())
                    .hasSizeGreaterThan(10);
        }
    }

    private static Set<Window> engine(Workload workload, Duration every) {
        StreamSpec stream = StreamSpec.of("transactions", SCHEMA, null, "accountId", TimeSource.field("timestamp"));
        RuleSet rules = new RuleSet("bench", List.of(stream), List.of(), List.of(highValue(every)));
        PipelineTester tester = new PipelineTester(rules, List.of(), 4, Workload.START);
        tester.batch(() ->
                PaymentStreamTests.payments(workload).forEach(payment -> tester.send("transactions", fields(payment))));
        List<Output.Alert> fired = tester.outputs().alerts(AlertStatus.FIRING);
        assertThat(tester.outputs().alerts(AlertStatus.RETRACTED)).isEmpty();
        assertThat(tester.outputs().late()).isEmpty();
        Set<Window> windows = fired.stream().map(ExpectedAlertsTests::window).collect(Collectors.toSet());
        assertThat(fired).hasSameSizeAs(windows);
        return windows;
    }

    private static RuleSpec highValue(Duration every) {
        return new RuleSpec(
                "high-value",
                "transactions",
                null,
                List.of("accountId"),
                WindowSpec.sliding(Duration.ofMinutes(10), every),
                Map.of("total", "sum(amount)"),
                "total > 10000",
                Severity.HIGH,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
    }

    private static Window window(Output.Alert alert) {
        return new Window(
                String.valueOf(alert.key().get("accountId")),
                Instant.ofEpochMilli(
                        java.util.Objects.requireNonNull(alert.window()).end()));
    }

    private static Map<String, Object> fields(Payment payment) {
        return Map.of(
                "accountId", PaymentJson.account(payment.account()),
                "timestamp", Instant.ofEpochMilli(payment.time()),
                "amount", BigDecimal.valueOf(payment.cents(), 2));
    }
}
