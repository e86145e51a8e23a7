package io.bellbuoy.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.cost.RuleCosts.Cost;
import io.bellbuoy.benchmarks.draw.FraudRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleCostsTests {

    /** What is measured is neither alerts nor a state that grows. */
    @ParameterizedTest
    @EnumSource
    void theLoadIsSteadyAndRingsNothing(RuleLoad.Window window) {
        RuleLoad load = new RuleLoad(3, window, true);
        load.fill();
        int keys = load.state().keyCount();
        load.fill();
        for (int i = 0; i < 5_000; i++) {
            load.next();
        }

        assertThat(load.events()).isEqualTo(30_000);
        assertThat(load.outputs().all()).isEmpty();
        assertThat(load.state().keyCount()).isEqualTo(keys);
    }

    @Test
    void drawnRulesAreFedThePaymentsOfTheBenchmark() {
        DrawnLoad load = new DrawnLoad(FraudRules.draw(100, 42), 42);
        int alerts = 0;
        for (int batch = 0; batch < 20; batch++) {
            for (int i = 0; i < 1_000; i++) {
                load.next();
            }
            alerts += load.outputs().alerts().size();
            assertThat(load.outputs().all()).hasSameSizeAs(load.outputs().alerts());
        }

        assertThat(alerts).as("some, but few").isBetween(1, 2_000);
        assertThat(load.state().keyCount()).isGreaterThan(900);
    }

    @Test
    void aRowComparesWithTheFirst() {
        Cost first = new Cost("sliding", 1, false, 500, 12.4);

        assertThat(RuleCosts.line(first, first))
                .isEqualTo("sliding        1  the same             500 ± 12      1.00            -");
        assertThat(RuleCosts.line(new Cost("sliding", 101, true, 2_500, Double.NaN), first))
                .isEqualTo("sliding      101  each its own            2,500      5.00         20.0");
    }
}
