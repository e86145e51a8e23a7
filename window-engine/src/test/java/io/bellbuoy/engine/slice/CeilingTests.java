package io.bellbuoy.engine.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.slice.Columns.Column;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.window.FixedWindows;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ceilings against the results over each window. */
class CeilingTests {

    private static final Columns COLUMNS = new Columns(List.of(
            new Column(Accumulator.SUM, 0, 1),
            new Column(Accumulator.COUNT, 0, 1),
            new Column(Accumulator.MAX, 0, 1),
            new Column(Accumulator.MIN, 0, 1)));

    private static final Map<String, int[]> CALLS = Map.of(
            "sum(x)", new int[] {0},
            "count(x)", new int[] {1},
            "avg(x)", new int[] {0, 1},
            "max(x)", new int[] {2},
            "min(x)", new int[] {3});

    private static final double ERROR = 1e-9;

    private final FixedWindows windows = new FixedWindows(600, 60, 0);
    private final SliceState slices = new SliceState(1, COLUMNS, List.of(windows), 0);
    private final TaskState state = TaskState.inMemory(types());
    private KeyState key = state.of(0, "a");

    private CellTypes types() {
        CellTypes types = new CellTypes();
        types.add(slices);
        return types;
    }

    private void add(long time, String x) {
        slices.add(state, key, time, new Object[] {x == null ? null : new BigDecimal(x)}, 1);
    }

    private double ceiling(String call, long time) {
        return slices.ceiling(windows, AggregateCall.parse(call), CALLS.get(call))
                .of(key, time);
    }

    @ParameterizedTest
    @CsvSource({"sum(x), 10", "count(x), 4", "avg(x), 5", "max(x), 6", "min(x), 4"})
    void isMadeOfWhatEachSliceHas(String call, double expected) {
        // Three slices around the instant: {4, 6} with the mean 5, {-1}, {-1}; the last two take nothing from a sum.
        add(1_000, "4");
        add(1_001, "6");
        add(1_100, "-1");
        add(1_200, "-1");
        assertThat(ceiling(call, 1_100)).isEqualTo(expected);
    }

    @Test
    void slicesOutsideAllWindowsOfTheInstantDoNotCount() {
        add(1_000, "4");
        add(9_000, "5");
        assertThat(ceiling("sum(x)", 1_000)).isEqualTo(4);
        assertThat(ceiling("max(x)", 9_000)).isEqualTo(5);
    }

    @Test
    void aSliceWithoutValuesDoesNotCount() {
        add(1_000, null);
        add(1_100, "-3");
        assertThat(ceiling("max(x)", 1_000)).isEqualTo(-3);
    }

    @Test
    void aNumberOfManyDigitsHasNoCeiling() {
        add(1_000, "12345678901234567890.5");
        assertThat(ceiling("sum(x)", 1_000)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void noWindowOfAnInstantExceedsIt() {
        for (int round = 0; round < 200; round++) {
            Random random = Cases.random(round);
            key = state.of(0, "key " + round);
            for (int i = 0; i < 40; i++) {
                long time = random.nextLong(3_000);
                add(
                        time,
                        BigDecimal.valueOf(random.nextInt(2_000) - 500, random.nextInt(4))
                                .toString());
                for (String call : CALLS.keySet()) {
                    check(call, time, "seed " + round + ", event " + i + ", " + call);
                }
            }
        }
    }

    private void check(String call, long time, String where) {
        double ceiling = ceiling(call, time);
        assertThat(ceiling).as(where).isFinite();
        for (long end = windows.firstEnd(time); end <= windows.lastEnd(time); end = windows.nextEnd(end)) {
            Totals total = new Totals(COLUMNS);
            slices.total(key, windows.endingAt(end), total);
            BigDecimal result = (BigDecimal) AggregateCall.parse(call).result(total, CALLS.get(call));
            if (result != null) {
                assertThat(result.doubleValue()).as(where).isLessThanOrEqualTo(ceiling + Math.abs(ceiling) * ERROR);
            }
        }
    }
}
