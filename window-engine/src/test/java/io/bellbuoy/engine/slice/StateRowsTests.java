package io.bellbuoy.engine.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** States as longs against the objects that they stand for. */
class StateRowsTests {

    /** Short ones mostly, with up to five digits behind the point; some that no long holds. */
    private static BigDecimal number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(20));
            case 1 -> BigDecimal.valueOf(random.nextInt(100), -random.nextInt(3));
            default -> BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, random.nextInt(6));
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = Accumulator.class,
            names = {"COUNT", "SUM", "SUM_OF_SQUARES", "MIN", "MAX"})
    void eachStateIsWhatTheAccumulatorMakesOfObjectsToTheLastDigit(Accumulator accumulator) {
        for (int round = 0; round < 500; round++) {
            Random random = Cases.random(round);
            StateRows rows = new StateRows(2, 1);
            @Nullable Object[] expected = new Object[2];
            for (int step = 0; step < 20; step++) {
                int row = random.nextInt(2);
                if (random.nextInt(5) == 0) {
                    rows.merge(row, 0, accumulator, new StateRows(rows), 1 - row);
                    expected[row] = accumulator.merge(expected[row], expected[1 - row]);
                } else {
                    BigDecimal value = number(random);
                    rows.add(row, 0, accumulator, value, 0);
                    expected[row] = accumulator.add(expected[row], value, 0);
                }
                assertThat(rows.get(row, 0, accumulator))
                        .as("seed " + round + ", step " + step)
                        .isEqualTo(expected[row]);
            }
        }
    }
}
