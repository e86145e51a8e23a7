package io.bellbuoy.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SlicesTests {

    private static final long MINUTE = 60_000;
    private static final long START = 1_767_225_600_000L;
    private static final long FAR = Long.MIN_VALUE;

    private final List<Long> rung = new ArrayList<>();

    private void add(Slices slices, long time, long cents, long watermark) {
        slices.add(time, cents, watermark, (end, total) -> rung.add(end));
    }

    @Test
    void windowRingsOnceWhenItsTotalIsAboveTheBound() {
        Slices slices = new Slices();
        add(slices, START, 1_000_000, FAR);
        assertThat(rung).isEmpty();
        add(slices, START + 9 * MINUTE, 1, FAR);
        add(slices, START + 9 * MINUTE, 1, FAR);

        assertThat(rung).containsExactly(START + 10 * MINUTE);
    }

    @Test
    void closedWindowsAreLeftAlone() {
        Slices slices = new Slices();
        add(slices, START, 1_000_001, START + 8 * MINUTE);

        assertThat(rung).containsExactly(START + 9 * MINUTE, START + 10 * MINUTE);
        assertThat(slices.end()).isEqualTo(START + 10 * MINUTE);
    }

    @Test
    void bytesHoldAllOfIt() {
        Slices slices = new Slices();
        add(slices, START, 999_999, FAR);
        Slices read = Slices.of(slices.toBytes());
        add(read, START + MINUTE, 2, FAR);
        Slices again = Slices.of(read.toBytes()).copy();
        add(again, START + MINUTE, 2, FAR);

        assertThat(rung).hasSize(9).doesNotHaveDuplicates();
        assertThat(slices.toBytes()).hasSize(8 + 4 + 2 + 8);
    }

    @Test
    void ringsExactlyInTheWindowsThatABruteForceCountFinds() {
        for (long seed = 1; seed <= 200; seed++) {
            rung.clear();
            Random random = new Random(seed);
            TreeMap<Long, Long> byMinute = new TreeMap<>();
            Slices slices = new Slices();
            long newest = START;
            for (int i = 0; i < 300; i++) {
                newest += random.nextInt(20) == 0 ? random.nextInt(25) * MINUTE : random.nextInt(20_000);
                long time = newest - random.nextInt(5_000);
                long cents = random.nextInt(150_000);
                byMinute.merge(Math.floorDiv(time, MINUTE), cents, Long::sum);
                add(slices, time, cents, newest - 5_000);
                slices = random.nextBoolean() ? slices : Slices.of(slices.toBytes());
            }
            assertThat(rung).as("seed %d", seed).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(rung)).as("seed %d", seed).isEqualTo(expected(byMinute));
        }
    }

    private static Set<Long> expected(TreeMap<Long, Long> byMinute) {
        Set<Long> ends = new TreeSet<>();
        for (long end = byMinute.firstKey() + 1; end <= byMinute.lastKey() + 10; end++) {
            long total = byMinute.subMap(end - 10, end).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            if (total > HighValue.BOUND_CENTS) {
                ends.add(end * MINUTE);
            }
        }
        return ends;
    }
}
