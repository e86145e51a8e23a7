package io.bellbuoy.engine.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.slice.Columns.Column;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Running sums where random ones hardly get to; the others are those of {@link StretchesTests}. */
class PrefixSumsTests {

    private static final Columns COLUMNS = new Columns(List.of(
            new Column(Accumulator.COUNT, -1, 1),
            new Column(Accumulator.SUM, 0, 2),
            new Column(Accumulator.SUM_OF_SQUARES, 0, 2),
            new Column(Accumulator.MAX, 0, 2)));

    private final PointState points = new PointState(1, COLUMNS, new int[] {2}, 1_000_000);
    private final TaskState state = TaskState.inMemory(types());
    private final KeyState key = state.of(0, "a");
    private final TrailingNumbers numbers = new TrailingNumbers(points);

    private CellTypes types() {
        CellTypes types = new CellTypes();
        types.add(points);
        return types;
    }

    private void add(int from, int to, String amount) {
        for (int i = from; i < to; i++) {
            points.add(state, key, i, new Object[] {new BigDecimal(amount)}, i);
        }
    }

    private void removeBefore(long time) {
        for (int i = key.seek(1, Long.MIN_VALUE); key.isOf(1, i); i++) {
            if (key.valueAt(i) instanceof PointChunk chunk && chunk.lastTime() < time) {
                state.put(key, 1, key.chunkAt(i), null);
            }
        }
    }

    @Test
    void aKeyOfWhichAllIsGoneHasNothingAndGoesOn() {
        for (int chunks = 3; chunks < 40; chunks++) {
            int first = 100_000 * chunks;
            add(first, first + chunks * PointChunk.POINTS, "2.5");
            assertThat(numbers.find(key, first - 1, first + 99_999, -1)).isTrue();
            assertThat(numbers.number(1)).isEqualTo(2.5 * chunks * PointChunk.POINTS);

            removeBefore(Long.MAX_VALUE);
            assertThat(numbers.find(key, first - 1, first + 99_999, -1)).isTrue();
            assertThat(numbers.number(0)).isZero();
            assertThat(numbers.number(1)).isZero();
            state.commit();
        }
    }

    @Test
    void theLargestNumberIsForgottenWhenMostOfWhatWasThereHasGone() {
        add(0, 320, "999");
        add(320, 960, "1");
        numbers.find(key, 900, 959, -1);
        assertThat(numbers.peaks().number(3)).isEqualTo(999);

        removeBefore(320);
        numbers.find(key, 900, 959, -1);
        assertThat(numbers.peaks().number(3)).isEqualTo(999);

        add(960, 961, "2");
        removeBefore(704);
        numbers.find(key, 900, 960, -1);
        assertThat(numbers.peaks().number(3)).isEqualTo(2);
        assertThat(numbers.number(0)).isEqualTo(60);
        assertThat(numbers.number(1)).isEqualTo(61);
    }

    @Test
    void aSquareTooLargeIsNotKnownUntilItHasGone() {
        add(0, 64, "1");
        add(64, 65, "12345678901.23");
        add(65, 400, "1");
        numbers.find(key, -1, 399, -1);
        assertThat(numbers.number(2)).isNaN();
        assertThat(numbers.number(0)).isEqualTo(400);
        // Its sum is known to the last digit, and so are those of windows that it is not in.
        assertThat(numbers.number(1)).isEqualTo(12345679300.23);

        removeBefore(300);
        numbers.find(key, 300, 399, -1);
        assertThat(numbers.number(2)).isEqualTo(99);
    }

    @Test
    void moreDigitsBehindThePointAreTakenUpWhereverTheyCome() {
        add(0, 200, "3");
        numbers.find(key, -1, 199, -1);
        assertThat(numbers.number(1)).isEqualTo(600);
        add(200, 201, "0.125");
        numbers.find(key, 100, 200, -1);
        assertThat(numbers.number(1)).isEqualTo(297.125);
        points.add(state, key, 50, new Object[] {new BigDecimal("0.0001")}, 1_000);
        numbers.find(key, -1, 200, -1);
        assertThat(numbers.number(1)).isEqualTo(600.1251);
        numbers.find(key, -1, 50, 1_000);
        assertThat(numbers.number(1)).isEqualTo(153);
    }
}
