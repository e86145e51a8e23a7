package io.bellbuoy.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results nearly known, against the exact ones. */
class ApproximationTests {

    /** Each column's state as an object, and as the double next to it. */
    private record States(@Nullable Object... states) implements ColumnStates {

        @Override
        public @Nullable Object state(int column) {
            return states[column];
        }

        @Override
        public double number(int column) {
            return states[column] instanceof Number number ? number.doubleValue() : UNKNOWN;
        }
    }

    private static States over(AggregateCall call, List<BigDecimal> values) {
        Object[] states = new Object[call.columns().size()];
        for (BigDecimal value : values) {
            for (int i = 0; i < states.length; i++) {
                states[i] = call.columns().get(i).add(states[i], value, 0);
            }
        }
        return new States(states);
    }

    private static int[] columns(AggregateCall call) {
        int[] columns = new int[call.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i;
        }
        return columns;
    }

    @ParameterizedTest
    @ValueSource(strings = {"count(x)", "sum(x)", "avg(x)", "min(x)", "max(x)", "stddev(x)"})
    void isWithinOneInABillionOfTheResult(String text) {
        AggregateCall call = AggregateCall.parse(text);
        int known = 0;
        for (int round = 0; round < 1_000; round++) {
            Random random = Cases.random(round);
            // Around a number far from 0, so that deviations nearly cancel out.
            BigDecimal centre = BigDecimal.valueOf(random.nextInt(10) == 0 ? 1_000_000_000L : random.nextInt(1_000));
            List<BigDecimal> values = random.ints(2 + random.nextInt(30), -10_000, 10_000)
                    .mapToObj(value -> centre.add(BigDecimal.valueOf(value, random.nextInt(5))))
                    .toList();
            States states = over(call, values);
            BigDecimal result = (BigDecimal) call.result(states, columns(call));
            double nearly = call.approximately(states, columns(call));
            if (!Double.isNaN(nearly)) {
                known++;
                assertThat(nearly)
                        .as("seed " + round + ": " + values)
                        .isCloseTo(result.doubleValue(), within(Math.abs(result.doubleValue()) * 1e-9));
            }
        }
        assertThat(known).as("how many of 1,000 are known").isGreaterThan(700);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stddev(x)"})
    void aDifferenceThatIsAllErrorIsNotKnown(String text) {
        AggregateCall call = AggregateCall.parse(text);
        BigDecimal large = new BigDecimal("123456789012345.67");
        States states = over(call, List.of(large, large.add(BigDecimal.ONE)));
        assertThat(call.approximately(states, columns(call))).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first(x)", "last(x)", "distinct(x)", "quantile(x, 0.5)", "topk(x, 3)", "sum(x)", "max(x)"})
    void withoutDataOrForOtherAggregatesItIsNotKnown(String text) {
        AggregateCall call = AggregateCall.parse(text);
        assertThat(call.approximately(over(call, List.of()), columns(call))).isNaN();
    }
}
