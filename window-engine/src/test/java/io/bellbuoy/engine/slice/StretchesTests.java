package io.bellbuoy.engine.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.slice.Columns.Column;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trailing windows of a busy key against each of its events. */
class StretchesTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofParts();

    private static final Columns COLUMNS = new Columns(List.of(
            new Column(Accumulator.COUNT, -1, 1),
            new Column(Accumulator.SUM, 0, 2),
            new Column(Accumulator.MAX, 0, 2),
            new Column(Accumulator.DISTINCT, 1, 3)));

    private record Point(long time, long offset, @Nullable Object[] values) {}

    private final PointState points = new PointState(1, COLUMNS, new int[] {2, 3}, 1_000_000);
    private final List<Point> committed = new ArrayList<>();
    private final List<Point> model = new ArrayList<>();
    private final TaskState state = TaskState.inMemory(types());
    private final KeyState key = state.of(0, "a");
    private Random random = new Random();
    private long offset;
    private final TrailingNumbers numbers = new TrailingNumbers(points);
    private int found;
    private int values;

    static LongStream seeds() {
        return CASES.seeds(12);
    }

    private CellTypes types() {
        CellTypes types = new CellTypes();
        types.add(points);
        return types;
    }

    /** Events come late, fail by themselves or with their batch, and the oldest are removed, while windows are asked for. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aWindowHasTheTotalsOfItsEvents(long seed) {
        random = CASES.begin(seed, 0);
        int pace = 1 + random.nextInt(40);
        int late = 1 + random.nextInt(5_000);
        values = random.nextBoolean() ? 40 : 3_000;
        long now = 0;
        for (int i = 0; i < 9_000; i++) {
            now += random.nextInt(pace);
            if (i == 6_000 && random.nextBoolean()) {
                pace = 1 + 10 * pace;
            }
            int mark = state.mark();
            add(now - (random.nextInt(3) == 0 ? random.nextInt(late) : 0));
            if (random.nextInt(20) == 0) {
                state.rollbackTo(mark);
                model.remove(model.size() - 1);
            }
            if (random.nextInt(300) == 0) {
                endBatch();
            }
            if (i % 100 == 0) {
                removeBefore(now - 3_000L * pace);
                check(now, pace, seed);
            }
        }
        assertThat(key.derived(1, Stretches.class))
                .as("the key is busy enough, seed %s", seed)
                .isNotNull();
        assertThat(found)
                .as("windows of which numbers were found, seed %s", seed)
                .isGreaterThan(200);
    }

    private void add(long time) {
        @Nullable
        Object[] event = {
            BigDecimal.valueOf(random.nextInt(1_000), random.nextInt(random.nextInt(500) == 0 ? 7 : 3)),
            random.nextInt(50) == 0 ? null : "v" + random.nextInt(values),
        };
        points.add(state, key, time, event, ++offset);
        model.add(new Point(time, offset, event));
    }

    private void endBatch() {
        if (random.nextInt(4) == 0) {
            state.rollback();
            model.clear();
            model.addAll(committed);
        } else {
            state.commit();
            committed.clear();
            committed.addAll(model);
        }
    }

    private void removeBefore(long time) {
        for (int i = key.seek(1, Long.MIN_VALUE); key.isOf(1, i); i++) {
            PointChunk chunk = (PointChunk) key.valueAt(i);
            if (chunk != null && chunk.lastTime() < time) {
                long first = chunk.firstTime();
                long last = chunk.lastTime();
                state.put(key, 1, key.chunkAt(i), null);
                model.removeIf(point -> point.time() >= first && point.time() <= last);
            }
        }
    }

    private void check(long now, int pace, long seed) {
        for (int i = 0; i < 4; i++) {
            long upTo = now - (random.nextBoolean() ? 0 : random.nextInt(2_000));
            long after = upTo - random.nextInt(5_000 * pace);
            long without = random.nextBoolean() ? -1 : last(upTo);
            Totals totals = new Totals(points.columns());
            points.total(key, after, upTo, without, totals);
            assertThat(text(totals))
                    .as("(%s, %s] without %s, event %s, seed %s", after, upTo, without, offset, seed)
                    .isEqualTo(text(expected(after, upTo, without)));
            checkNumbers(after, upTo, without, totals, seed);
        }
    }

    /** What the running sums say of the same window; the largest number may be one that has left it. */
    private void checkNumbers(long after, long upTo, long without, Totals totals, long seed) {
        if (!numbers.find(key, after, upTo, without)) {
            return;
        }
        found++;
        String window = "(%s, %s] without %s, event %s, seed %s".formatted(after, upTo, without, offset, seed);
        Object sum = totals.state(1);
        assertThat(numbers.number(0)).as(window).isEqualTo(totals.state(0) == null ? 0 : (Long) totals.state(0));
        assertThat(numbers.number(1)).as(window).isEqualTo(sum == null ? 0 : ((BigDecimal) sum).doubleValue());
        assertThat(numbers.number(2)).as(window).isNaN();
        assertThat(numbers.number(3)).as(window).isEqualTo(distinct(totals.state(3)));
        assertThat(numbers.peaks().number(0)).as(window).isInfinite();
        if (totals.state(2) != null) {
            assertThat(numbers.peaks().number(2))
                    .as(window)
                    .isGreaterThanOrEqualTo(((BigDecimal) totals.state(2)).doubleValue())
                    .isLessThan(1_000);
        }
    }

    /** The offset of one of the events of a time, as of the event that asks. */
    private long last(long time) {
        return model.stream()
                .filter(point -> point.time() == time)
                .mapToLong(Point::offset)
                .findFirst()
                .orElse(-1);
    }

    private Totals expected(long after, long upTo, long without) {
        Totals totals = new Totals(points.columns());
        Set<Object> different = new HashSet<>();
        for (Point point : model) {
            if (point.time() > after && point.time() <= upTo && point.offset() != without) {
                totals.add(point.values(), point.time(), point.offset());
                different.add(point.values()[1]);
            }
        }
        different.remove(null);
        totals.count(3, different.size());
        return totals;
    }

    private static String text(Totals totals) {
        Object sum = totals.state(1);
        return totals.state(0) + " " + (sum == null ? "" : ((BigDecimal) sum).toPlainString()) + " " + totals.state(2)
                + " " + distinct(totals.state(3)) + " " + totals.firstOffset() + " "
                + totals.lastOffset();
    }

    private static long distinct(@Nullable Object state) {
        return state == null ? 0 : ((BigDecimal) state).longValueExact();
    }
}
