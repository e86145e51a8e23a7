package io.bellbuoy.engine.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.slice.Columns.Column;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.window.FixedWindows;
import io.bellbuoy.engine.window.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Running totals against the sum of each window's slices. */
class OverlappingWindowsTests {

    private static final Columns COLUMNS = new Columns(List.of(
            new Column(Accumulator.COUNT, -1, 1),
            new Column(Accumulator.SUM, 0, 2),
            new Column(Accumulator.MAX, 0, 2)));

    private Random random = Cases.random(0);

    @ParameterizedTest(name = "size {0}, every {1}, offset {2}")
    @CsvSource({"600, 60, 0", "600, 60, 17", "600, 200, 50", "60, 60, 0", "70, 20, 10", "3000, 10, 0"})
    void eachWindowOfAnInstantHasTheTotalsOfItsSlices(long size, long every, long offset) {
        FixedWindows windows = new FixedWindows(size, every, offset);
        for (int round = 0; round < 40; round++) {
            long seed = size * 1_000 + round;
            random = Cases.random(seed);
            check(windows, seed);
        }
    }

    private void check(FixedWindows windows, long seed) {
        SliceState slices = new SliceState(1, COLUMNS, List.of(windows), 0);
        CellTypes types = new CellTypes();
        types.add(slices);
        TaskState state = TaskState.inMemory(types);
        KeyState key = state.of(0, "a");
        OverlappingWindows overlapping = slices.overlapping(windows, COLUMNS.all());
        int events = 1 + random.nextInt(40);
        for (int i = 0; i < events; i++) {
            long time = -2 * windows.size() + random.nextLong(4 * windows.size());
            Object[] values = {BigDecimal.valueOf(random.nextInt(1_000), random.nextInt(3))};
            slices.add(state, key, time, values, random.nextInt(1_000));
            overlapping.of(key, time);
            List<Long> ends = new ArrayList<>();
            for (long end = windows.firstEnd(time); end <= windows.lastEnd(time); end += windows.every()) {
                ends.add(end);
            }
            if (random.nextBoolean()) {
                // As rules do of which some do not ask for the first windows.
                Collections.shuffle(ends, random);
            }
            for (long end : ends) {
                String where = "seed " + seed + ", event " + i + " at " + time + ", window ending at " + end;
                Totals total = new Totals(COLUMNS);
                overlapping.total(end, total);
                assertThat(text(total)).as(where).isEqualTo(ofSlices(slices, key, windows, end));
                assertThat(Math.min(overlapping.lastEndOfSameContent(end), windows.lastEnd(time)))
                        .as("last end of the same content, " + where)
                        .isEqualTo(lastOfSameContent(slices, key, windows, end, windows.lastEnd(time)));
            }
        }
    }

    /** Every event has an offset and counts, so windows of the same content are those of the same slices. */
    private static long lastOfSameContent(SliceState slices, KeyState key, FixedWindows windows, long end, long last) {
        long same = end;
        while (same + windows.every() <= last
                && held(slices, key, windows, same + windows.every()).equals(held(slices, key, windows, end))) {
            same += windows.every();
        }
        return same;
    }

    private static List<Long> held(SliceState slices, KeyState key, FixedWindows windows, long end) {
        List<Long> held = new ArrayList<>();
        long at = slices.nextFilled(key, end - windows.size());
        while (at < end) {
            held.add(at);
            at = slices.nextFilled(key, slices.grid().endOf(slices.grid().sliceOf(at)));
        }
        return held;
    }

    private static String ofSlices(SliceState slices, KeyState key, FixedWindows windows, long end) {
        Totals total = new Totals(COLUMNS);
        slices.total(key, new Window(end - windows.size(), end), total);
        return text(total);
    }

    private static String text(Totals total) {
        return total.state(0) + " " + total.state(1) + " " + total.state(2) + " [" + total.firstOffset() + ", "
                + total.lastOffset() + "]";
    }

    @Test
    void withoutEventsThereAreNoTotals() {
        FixedWindows windows = new FixedWindows(600, 60, 0);
        SliceState slices = new SliceState(1, COLUMNS, List.of(windows), 0);
        CellTypes types = new CellTypes();
        types.add(slices);
        OverlappingWindows overlapping = slices.overlapping(windows, COLUMNS.all());
        overlapping.of(TaskState.inMemory(types).of(0, "a"), 5);
        Totals total = new Totals(COLUMNS);
        overlapping.total(60, total);

        assertThat(total.isEmpty()).isTrue();
        assertThat(overlapping.lastEndOfSameContent(60)).isEqualTo(Long.MAX_VALUE);
    }
}
