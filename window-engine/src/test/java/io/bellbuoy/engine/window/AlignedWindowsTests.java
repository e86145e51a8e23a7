package io.bellbuoy.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.testing.Cases;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignedWindowsTests {

    @ParameterizedTest(name = "size {0} every {1} offset {2}: {3} lies in windows from [{4} to {6})")
    @CsvSource({
        // size, every, offset, instant, first start, first end, last end, first end after it
        "10,  5, 0,  12,   5,  15,  20,  15",
        "10,  5, 0,  14,   5,  15,  20,  15",
        "10,  5, 0,  15,  10,  20,  25,  20",
        "10,  5, 0,   0,  -5,   5,  10,   5",
        "10,  5, 0,  -1, -10,   0,   5,   0",
        "10,  5, 0,  -5, -10,   0,   5,   0",
        "10,  5, 0,  -6, -15,  -5,   0,  -5",
        "10,  5, 2,   1,  -8,   2,   7,   2",
        "10,  5, 2,   2,  -3,   7,  12,   7",
        "10,  5, 2,  -3,  -8,   2,   7,   2",
        "10, 10, 0,   9,   0,  10,  10,  10",
        "10, 10, 0,  10,  10,  20,  20,  20",
        "10, 10, 0,  -1, -10,   0,   0,   0",
        "10, 10, 3,   2,  -7,   3,   3,   3",
    })
    void anInstantLiesInAllWindowsFromItsFirstEndToItsLast(
            long size,
            long every,
            long offset,
            long time,
            long firstStart,
            long firstEnd,
            long lastEnd,
            long endAfter) {
        FixedWindows windows = new FixedWindows(size, every, offset);

        assertThat(windows.firstStart(time)).as("first start").isEqualTo(firstStart);
        assertThat(windows.firstEnd(time)).as("first end").isEqualTo(firstEnd);
        assertThat(windows.lastEnd(time)).as("last end").isEqualTo(lastEnd);
        assertThat(windows.endAfter(time)).as("end after").isEqualTo(endAfter);
        assertThat(windows.endingAt(lastEnd).start()).as("last start").isEqualTo(windows.lastStart(time));
    }

    @Test
    void randomWindowsAgreeWithCounting() {
        Random random = Cases.random(1);
        for (int i = 0; i < 2_000; i++) {
            long every = 1 + random.nextInt(7);
            FixedWindows windows =
                    new FixedWindows(every * (1 + random.nextInt(5)), every, random.nextInt((int) every));
            long time = random.nextInt(200) - 100;
            List<Long> ends = LongStream.rangeClosed(time - 50, time + 50)
                    .filter(end -> Math.floorMod(end - windows.size() - windows.offset(), windows.every()) == 0)
                    .boxed()
                    .toList();
            List<Long> holding = ends.stream()
                    .filter(end -> windows.endingAt(end).contains(time))
                    .toList();

            assertThat(List.of(windows.firstEnd(time), windows.lastEnd(time)))
                    .as("%s at %s", windows, time)
                    .containsExactly(holding.get(0), holding.get(holding.size() - 1));
            assertThat(windows.count(holding.get(0), holding.get(holding.size() - 1)))
                    .as("%s at %s", windows, time)
                    .isEqualTo(holding.size());
            assertThat(windows.endAfter(time))
                    .as("%s after %s", windows, time)
                    .isEqualTo(
                            ends.stream().filter(end -> end > time).findFirst().orElseThrow());
        }
    }

    @ParameterizedTest(name = "{0}/{1}/{2} and {3}/{4}/{5} share slices of {6}")
    @CsvSource({
        "600000, 60000, 0,  600000, 60000, 0,  60000",
        "600000, 60000, 0,  90000,  90000, 0,  30000",
        "600000, 60000, 0,  60000,  60000, 1,  1",
        "10000,  5000, 2000, 10000, 5000, 2000, 1000",
    })
    void slicesAreTheGreatestCommonDivisor(
            long size, long every, long offset, long size2, long every2, long offset2, long width) {
        SliceGrid grid =
                SliceGrid.of(List.of(new FixedWindows(size, every, offset), new FixedWindows(size2, every2, offset2)));

        assertThat(grid).isEqualTo(new EvenSlices(width));
    }

    @ParameterizedTest(name = "{0} lies in slice {1}, which begins at {2}")
    @CsvSource({"0, 0, 0", "9, 0, 0", "10, 1, 10", "-1, -1, -10", "-10, -1, -10", "-11, -2, -20"})
    void anInstantLiesInOneSliceBeforeTheEpochToo(long time, long slice, long start) {
        SliceGrid grid = new EvenSlices(10);

        assertThat(grid.sliceOf(time)).isEqualTo(slice);
        assertThat(grid.startOf(slice)).isEqualTo(start);
    }

    @Test
    void aWindowHoldsItsStartAndNotItsEnd() {
        Window window = new Window(-5, 5);

        assertThat(window.contains(-5)).isTrue();
        assertThat(window.contains(4)).isTrue();
        assertThat(window.contains(5)).isFalse();
        assertThatThrownBy(() -> new Window(5, 5)).hasMessage("A window must end after its start, start=5, end=5.");
    }

    @Test
    void aDeclarationThatCannotBeCutIntoWindowsIsRefused() {
        assertThatThrownBy(() -> WindowSpec.sliding(Duration.ofMinutes(10), Duration.ofMinutes(3)))
                .hasMessage(
                        "A sliding window's size must be a multiple of every, size=PT10M, every=PT3M; change one of them.");
        assertThatThrownBy(() -> WindowSpec.tumbling(Duration.ZERO))
                .hasMessageContaining("size=PT0S must be longer than 0");
        assertThatThrownBy(() -> WindowSpec.trailing(Duration.ofSeconds(-1)))
                .hasMessageContaining("size=PT-1S must be longer than 0");
        assertThatThrownBy(() -> WindowSpec.trailing(Duration.ofNanos(1_500_000)))
                .hasMessageContaining("a whole number of milliseconds");
        assertThatThrownBy(() ->
                        new WindowSpec.Aligned(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5)))
                .hasMessage("offset=PT5S must be at least 0 and less than every=PT5S.");
    }
}
