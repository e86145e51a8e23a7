package io.bellbuoy.engine.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.aggregate.Product;
import io.bellbuoy.engine.aggregate.UserColumn;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.slice.Columns.Column;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.window.FixedWindows;
import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of slices and points, and what is left of them when rules change. */
class StoredSlicesTests {

    private static final Column COUNT = new Column(Accumulator.COUNT, -1, 1);
    private static final Column SUM = new Column(Accumulator.SUM, 0, 0xFFFFFFFF);
    private static final Column MAX = new Column(Accumulator.MAX, 0, 0xFFFFFFFF);
    private static final Column DISTINCT = new Column(Accumulator.DISTINCT, 1, 2);

    @Test
    void theBytesOfSlicesAreSpeltOut() {
        SliceState slices = slices(COUNT, SUM, DISTINCT);
        TaskState state = state(slices);
        KeyState key = state.of(0, "a");
        slices.add(state, key, 5, event("1.50", "DE"), 300);
        slices.add(state, key, 9, event("2", "JP"), 258);
        slices.add(state, key, 25, event(null, null), 301);

        assertThat(written(slices, key))
                .isEqualTo("03" + "0001" + "01ffffffff0f"
                        + "0502" // 3 columns: count of 1, sum of 0xFFFFFFFF, distinct of 2
                        + "05" // slices 0 and 2
                        + "07" + "02" + "0104bc05" + "02" + "024445" + "024a50" + "8202"
                        + "2a" // 2, 3.50, {DE, JP}, offsets 258 to 300
                        + "01" + "01" + "ad02" + "00"); // the count alone, 1, offset 301
        assertThat(total(slices, reread(slices, slices, key), 0, 30)).isEqualTo("3 3.50 [258, 301]");
    }

    @Test
    void theBytesOfSessionsAreSpeltOut() {
        SessionState sessions = new SessionState(1, new Columns(List.of(COUNT, SUM, DISTINCT)), 10, 7);
        TaskState state = state(sessions);
        KeyState key = state.of(0, "a");
        sessions.add(state, key, 9, event("2", "JP"), 258);
        sessions.add(state, key, 5, event("1.50", "DE"), 300);

        assertThat(written(sessions, key(state, sessions, 5)))
                .isEqualTo("03" + "0001" + "01ffffffff0f"
                        + "0502" // 3 columns: count of 1, sum of 0xFFFFFFFF, distinct of 2
                        + "12" // the last event at 9
                        + "07" + "02" + "0104bc05" + "02" + "024445" + "024a50" + "8202"
                        + "2a"); // 2, 3.50, {DE, JP}, offsets 258 to 300
        KeyState read = reread(sessions, sessions, key(state, sessions, 5));
        assertThat(sessions.at(read, 18)).isEqualTo(new Window(5, 19));
        assertThat(sessions.at(read, 19)).isNull();
        Totals totals = new Totals(sessions.columns());
        sessions.total(read, new Window(5, 19), totals);
        assertThat(totals.state(0) + " " + totals.state(1)).isEqualTo("2 3.50");
        assertThat(totals.firstOffset() + " " + totals.lastOffset()).isEqualTo("258 300");
    }

    @Test
    void theBytesOfGlobalWindowsAreSpeltOut() {
        WindowSpec.Global window =
                new WindowSpec.Global(new Trigger.Delta("x", BigDecimal.ONE), false, Duration.ofMillis(100));
        GlobalState global = new GlobalState(1, new Columns(List.of(COUNT, SUM, DISTINCT)), window, 0, null);
        TaskState state = state(global);
        KeyState key = state.of(0, "a");
        global.add(state, key, 9, event("2", "JP"), 258);
        global.add(state, key, 5, event("1.50", "DE"), 300);

        assertThat(written(global, key))
                .isEqualTo("03" + "0001" + "01ffffffff0f"
                        + "0502" // 3 columns: count of 1, sum of 0xFFFFFFFF, distinct of 2
                        + "12" + "02" + "010004" // the last event at 9, 2 since the last firing, the delta from 2
                        + "00" + "00" + "010a" // due at no time, fired at none, the first event at 5
                        + "07" + "02" + "0104bc05" + "02" + "024445" + "024a50" + "8202"
                        + "2a"); // 2, 3.50, {DE, JP}, offsets 258 to 300
        KeyState read = reread(global, global, key);
        Totals totals = new Totals(global.columns());
        global.total(read, totals);
        assertThat(totals.state(0) + " " + totals.state(1)).isEqualTo("2 3.50");
        assertThat(global.wakeAt(0, Objects.requireNonNull(read.valueAt(0)))).isEqualTo(109);
        assertThat(global.firing(read, 20)).isEqualTo(new Window(5, 20));
    }

    @Test
    void theBytesOfABacklogAreSpeltOut() {
        Backlog backlog = new Backlog(1);
        TaskState state = state(backlog);
        backlog.add(state, "b");
        backlog.add(state, "a");
        backlog.add(state, "b");
        backlog.schedule(state, 7);
        StateOutput out = new StateOutput();
        KeyState cells = state.of(1, "");
        for (int i = 0; i < cells.size(); i++) {
            backlog.write((Backlog.Part) Objects.requireNonNull(cells.valueAt(i)), out);
        }

        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("00" + "01" + "0161" + "00" + "01" + "0162" + "0e" + "00");
        StateInput in = new StateInput(out.toByteArray());
        assertThat(backlog.read(in)).isEqualTo(new Backlog.Part(0, List.of("a")));
        assertThat(backlog.takeAll(state)).containsExactly("a", "b");
        assertThat(backlog.due(state)).isNull();
    }

    /** The key with that one session, committed, so that it has no places of removed ones. */
    private static KeyState key(TaskState state, SessionState sessions, long first) {
        state.commit();
        KeyState key = state.of(0, "a");
        assertThat(key.size()).isEqualTo(1);
        assertThat(key.chunkAt(0)).isEqualTo(first);
        assertThat(sessions.wakeAt(first, Objects.requireNonNull(key.valueAt(0))))
                .isEqualTo(9 + 10 + 7);
        return key;
    }

    @Test
    void theBytesOfPointsAreSpeltOut() {
        PointState points = points(new int[] {0xFFFFFFFF, 2}, COUNT, SUM);
        TaskState state = state(points);
        KeyState key = state.of(0, "a");
        points.add(state, key, 1_000, event("1.50", "DE"), 300);
        points.add(state, key, 1_007, event("2", null), 299);

        assertThat(written(points, key))
                .isEqualTo("02" + "ffffffff0f" + "02" // 2 inputs
                        + "02" // 2 points
                        + "d00f" + "d804" + "0104ac02" + "03024445" // at 1000, offset 300, 1.50, DE
                        + "0e" + "01" + "010004" + "00"); // 7 later, offset 1 less, 2, none
        KeyState read = reread(points, points, key);
        Totals totals = new Totals(points.columns());
        points.total(read, 999, 1_007, -1, totals);
        assertThat(totals.state(0)).isEqualTo(2L);
        assertThat(totals.state(1)).isEqualTo(new BigDecimal("3.50"));
        totals.clear();
        points.total(read, 999, 1_007, 299, totals);
        assertThat(totals.state(0)).as("without the one of offset 299").isEqualTo(1L);
    }

    @Test
    void theBytesOfAnAggregateInJavaAreABlockThatCanBeSkipped() {
        Column product = new Column(
                Accumulator.USER, 0, 5, new UserColumn<>("rule", new Product("product", "1"), FieldType.DECIMAL));
        SliceState slices = slices(product, COUNT);
        TaskState state = state(slices);
        KeyState key = state.of(0, "a");
        slices.add(state, key, 5, event("1.5", null), 300);
        slices.add(state, key, 6, event("2", null), 301);

        assertThat(written(slices, key))
                .isEqualTo("02" + "0a05" + "0001" + "01" // 2 columns, slice 0
                        + "03" + "03" + "01023c" + "02" + "ac02"
                        + "01"); // a block of 3 bytes, 3.0; 2; offsets 300 to 301
        Totals totals = new Totals(slices.columns());
        slices.total(reread(slices, slices, key), new Window(0, 30), totals);
        assertThat(product.user().result(totals.state(0))).isEqualTo(new BigDecimal("3.0"));
        SliceState without = slices(COUNT);
        totals = new Totals(without.columns());
        without.total(reread(slices, without, key), new Window(0, 30), totals);
        assertThat(totals.state(0)).isEqualTo(2L);
    }

    @Test
    void aNewColumnBeginsWithoutDataAndOneThatIsGoneIsDropped() {
        SliceState before = slices(COUNT, SUM, DISTINCT);
        TaskState state = state(before);
        KeyState key = state.of(0, "a");
        before.add(state, key, 5, event("1.50", "DE"), 300);
        SliceState after = slices(MAX, COUNT, SUM);
        Totals totals = new Totals(after.columns());
        after.total(reread(before, after, key), new Window(0, 30), totals);

        assertThat(totals.state(0)).as("the new maximum").isNull();
        assertThat(totals.state(1)).isEqualTo(1L);
        assertThat(totals.state(2)).isEqualTo(new BigDecimal("1.50"));
    }

    @Test
    void anInputThatIsNewIsMissingInOldPoints() {
        PointState before = points(new int[] {7, 8}, COUNT, SUM);
        TaskState state = state(before);
        KeyState key = state.of(0, "a");
        before.add(state, key, 5, event("1.50", "DE"), 300);
        PointState after = new PointState(1, new Columns(List.of(COUNT, DISTINCT, SUM)), new int[] {9, 8}, 100);
        Totals totals = new Totals(after.columns());
        after.total(reread(before, after, key), 0, 10, -1, totals);

        assertThat(totals.state(0)).isEqualTo(1L);
        assertThat(totals.state(1)).as("input 8 is kept").isNotNull();
        assertThat(totals.state(2)).as("input 9 is new").isNull();
    }

    @Test
    void bytesOfAnotherFormAreRefused() {
        SliceState slices = slices(COUNT);

        assertThatThrownBy(() -> slices.read(new StateInput(HexFormat.of().parseHex("014d01"))))
                .isInstanceOf(StateFormatException.class)
                .hasMessage("A stored column has the unknown accumulator 77.");
        assertThatThrownBy(() -> slices.read(new StateInput(HexFormat.of().parseHex("01000105"))))
                .isInstanceOf(StateFormatException.class);
    }

    @Test
    void anyNumberOfColumnsComesBack() {
        for (int size : new int[] {1, 63, 64, 65, 128, 200}) {
            Column[] columns = new Column[size];
            Object[] event = new Object[size];
            for (int i = 0; i < size; i++) {
                columns[i] = new Column(Accumulator.COUNT, i, i);
                event[i] = i % 3 == 0 || i == size - 1 ? "x" : null;
            }
            SliceState slices = slices(columns);
            TaskState state = state(slices);
            KeyState key = state.of(0, "a");
            slices.add(state, key, 5, event, 300);
            Totals totals = new Totals(slices.columns());
            slices.total(reread(slices, slices, key), new Window(0, 30), totals);

            for (int i = 0; i < size; i++) {
                assertThat(totals.state(i)).as("column %d of %d", i, size).isEqualTo(event[i] == null ? null : 1L);
            }
        }
    }

    @Test
    void aChunkOfSlicesIsForgottenWithTheLastWindowThatReadsIt() {
        SliceState slices = slices(COUNT);
        TaskState state = state(slices);
        KeyState key = state.of(0, "a");
        slices.add(state, key, 5, event("1", "DE"), 1);
        assertThat(state.nextTimerWake())
                .as("the last window of 5 is [0, 30), and 7 for late events")
                .isEqualTo(37);
        slices.add(state, key, 25, event("1", "DE"), 2);
        assertThat(slices.wakeAt(0, Objects.requireNonNull(key.get(1, 0))))
                .as("that of 25 is [20, 50)")
                .isEqualTo(57);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pointsAnswerAnyWindowInAnyOrderOfArrival(long seed) {
        Random random = Cases.random(seed);
        PointState points = points(new int[] {7}, COUNT, SUM);
        TaskState state = state(points);
        KeyState key = state.of(0, "a");
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long time = random.nextInt(3) == 0 ? i / 2 : random.nextInt(200) - 50;
            times.add(time);
            points.add(state, key, time, event(Long.toString(time), null), i);
            long after = random.nextInt(260) - 70;
            long upTo = after + random.nextInt(120);
            int without = random.nextInt(i + 1);
            Totals totals = new Totals(points.columns());
            points.total(key, after, upTo, without, totals);
            long count = 0;
            for (int j = 0; j < times.size(); j++) {
                count += j != without && times.get(j) > after && times.get(j) <= upTo ? 1 : 0;
            }
            // The one left out is always at the end of the window when a rule asks.
            boolean atTheEnd = times.get(without) == upTo || times.get(without) <= after || times.get(without) > upTo;
            if (atTheEnd) {
                assertThat(totals.state(0) == null ? 0 : (Long) totals.state(0))
                        .as("(%s, %s] without %s, seed %s", after, upTo, without, seed)
                        .isEqualTo(count);
            }
            assertThat(totals.isEmpty()).isEqualTo(totals.state(0) == null);
        }
        assertThat(key.size()).as("chunks of 400 points").isBetween(13, 60);
    }

    // ---- the pieces: windows of 30 every 10, late by 7 at most

    private static SliceState slices(Column... columns) {
        return new SliceState(1, new Columns(List.of(columns)), List.of(new FixedWindows(30, 10, 0)), 7);
    }

    private static PointState points(int[] inputs, Column... columns) {
        return new PointState(1, new Columns(List.of(columns)), inputs, 100);
    }

    private static TaskState state(CellType<?> cells) {
        CellTypes types = new CellTypes();
        types.add(cells);
        return TaskState.inMemory(types);
    }

    private static Object[] event(String amount, String country) {
        return new Object[] {amount == null ? null : new BigDecimal(amount), country};
    }

    private static String written(WindowState cells, KeyState key) {
        StateOutput out = new StateOutput();
        cells.write(Objects.requireNonNull(key.valueAt(0)), out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static KeyState reread(WindowState writer, WindowState reader, KeyState key) {
        TaskState state = state(reader);
        state.replay(
                key.key(),
                1,
                key.chunkAt(0),
                reader.read(new StateInput(HexFormat.of().parseHex(written(writer, key)))));
        return state.of(key.key());
    }

    private static String total(SliceState slices, KeyState key, long start, long end) {
        Totals totals = new Totals(slices.columns());
        slices.total(key, new Window(start, end), totals);
        return totals.state(0) + " " + totals.state(1) + " [" + totals.firstOffset() + ", " + totals.lastOffset() + "]";
    }
}
