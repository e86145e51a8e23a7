package io.bellbuoy.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.testing.Cases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells of number 1 hold an instant and are woken at it; those of number 2 hold events that are due at it. */
class TaskStateTests {

    private static final int TIMER = 1;
    private static final int EVENTS = 2;

    private record Alarm(int id, boolean holdsEvents) implements CellType<Long> {

        @Override
        public void write(Long value, StateOutput out) {
            out.writeSigned(value);
        }

        @Override
        public Long read(StateInput in) {
            return in.readSigned();
        }

        @Override
        public long wakeAt(long chunk, Long value) {
            return value;
        }
    }

    private final CellTypes types = new CellTypes();
    private final StoringBacking backing = new StoringBacking(types);

    TaskStateTests() {
        types.add(new Alarm(TIMER, false));
        types.add(new Alarm(EVENTS, true));
    }

    // ---- journal

    @Test
    void aMarkIsWhereAnEventCanBeUndoneTo() {
        TaskState state = TaskState.inMemory(types);
        put(state, "a", 0, 10L);
        int mark = state.mark();
        put(state, "a", 0, 11L);
        put(state, "a", 1, 12L);
        put(state, "a", 0, null);
        put(state, "b", 0, 13L);
        state.rollbackTo(mark);

        assertThat(get(state, "a", 0)).isEqualTo(10L);
        assertThat(get(state, "a", 1)).isNull();
        assertThat(get(state, "b", 0)).isNull();
        state.commit();
        assertThat(state.of(0, "a").size())
                .as("places of undone cells are given up")
                .isEqualTo(1);
        assertThat(state.of(0, "b").size()).isZero();
    }

    @Test
    void aBatchIsUndoneWhole() {
        TaskState state = TaskState.inMemory(types);
        put(state, "a", 0, 10L);
        put(state, "a", 5, 50L);
        state.commit();
        put(state, "a", 0, null);
        put(state, "a", 5, 51L);
        put(state, "a", 3, 30L);
        state.rollback();

        assertThat(get(state, "a", 0)).isEqualTo(10L);
        assertThat(get(state, "a", 5)).isEqualTo(50L);
        assertThat(get(state, "a", 3)).isNull();
        assertThat(state.changeCount()).isZero();
    }

    @Test
    void aBatchNamesEachChangedCellOnceWithItsLastValue() {
        TaskState state = TaskState.inMemory(types);
        put(state, "a", 0, 10L);
        put(state, "a", 1, 20L);
        state.commit();
        put(state, "a", 0, 11L);
        put(state, "a", 0, 12L);
        put(state, "a", 1, null);

        assertThat(state.changeCount()).isEqualTo(2);
        assertThat(changes(state)).containsExactly("a/0=12", "a/1=null");
    }

    // ---- checkpoints and the heap

    @Test
    void aCheckpointHoldsWhatChangedSinceTheOneBefore() {
        TaskState state = new TaskState(types, backing, 10);
        put(state, "a", 0, 10L);
        put(state, "b", 0, 20L);
        state.commit();
        backing.store(state.beginCheckpoint());
        put(state, "b", 0, null);
        put(state, "c", 0, 30L);
        state.commit();
        put(state, "a", 0, 11L);

        assertThat(state.dirtyKeys()).isEqualTo(2);
        CellList cells = state.beginCheckpoint().cells();
        assertThat(IntStream.range(0, cells.size())
                        .mapToObj(i -> cells.key(i).key().key() + "=" + cells.value(i)))
                .as("committed values; the open batch's change of a is not among them")
                .containsExactly("b=null", "c=30");
    }

    @Test
    void aKeyLeavesTheHeapWhenItsChangesAreStoredAndNotBefore() {
        TaskState state = new TaskState(types, backing, 1);
        put(state, "a", 0, 10L);
        put(state, "b", 0, 20L);
        put(state, "c", 0, 30L);
        state.commit();
        assertThat(state.keyCount()).isEqualTo(3);
        assertThat(state.isOverCapacity()).isTrue();

        TaskState.Checkpoint checkpoint = state.beginCheckpoint();
        backing.store(checkpoint);
        put(state, "b", 0, 21L);
        state.commit();
        state.checkpointStored(checkpoint);

        assertThat(state.keyCount()).as("b changed since").isEqualTo(1);
        assertThat(get(state, "a", 0)).as("read back").isEqualTo(10L);
        assertThat(get(state, "b", 0)).isEqualTo(21L);
        assertThat(get(state, "c", 0)).isEqualTo(30L);
        assertThat(state.hitRatio()).isBetween(0.0, 1.0);
    }

    @Test
    void replayedCellsAreDirtyForTheNextCheckpoint() {
        TaskState state = new TaskState(types, backing, 10);
        state.replay(new StateKey(0, "a"), TIMER, 0, 10L);
        state.replay(new StateKey(0, "a"), TIMER, 1, 10L);
        state.replay(new StateKey(0, "a"), TIMER, 1, null);

        backing.store(state.beginCheckpoint());
        assertThat(backing.cells()).isEqualTo(1);
        assertThat(state.nextTimerWake()).isEqualTo(10);
    }

    // ---- timers

    @Test
    void keysAreWokenInTheOrderOfTime() {
        TaskState state = TaskState.inMemory(types);
        put(state, "late", 0, 30L);
        put(state, "soon", 0, 10L);
        put(state, "soon", 1, 40L);
        state.put(state.of(0, "waiting"), EVENTS, 0, 20L);

        assertThat(state.nextTimerWake()).isEqualTo(10);
        assertThat(state.nextEventWake()).isEqualTo(20);
        assertThat(state.nextWake()).as("what the store holds is not known yet").isEqualTo(Long.MIN_VALUE);
        state.loadDue(0);
        assertThat(state.nextWake()).isEqualTo(10);
        assertThat(wake(state, 35)).containsExactly("10 soon", "30 late");
        assertThat(state.nextTimerWake()).isEqualTo(40);
    }

    @Test
    void anUndoneChangeLeavesTheTimerThatWas() {
        TaskState state = TaskState.inMemory(types);
        put(state, "a", 0, 10L);
        state.commit();
        assertThat(wake(state, 10)).containsExactly("10 a");
        assertThat(state.nextTimerWake()).isEqualTo(CellType.NEVER);
        state.rollback();

        assertThat(state.nextTimerWake()).as("the batch that woke it is undone").isEqualTo(10);
    }

    @Test
    void storedKeysAreWokenToo() {
        TaskState state = new TaskState(types, backing, 0);
        put(state, "a", 0, 10L);
        put(state, "b", 0, 20L);
        store(state);
        assertThat(state.keyCount()).isZero();
        assertThat(state.nextTimerWake()).isEqualTo(CellType.NEVER);

        assertThat(wake(state, 5)).isEmpty();
        assertThat(state.nextWake()).as("the clock learns of stored timers").isEqualTo(10);
        assertThat(wake(state, 15)).containsExactly("10 a");
        assertThat(state.nextWake()).isEqualTo(20);
        assertThat(wake(state, 25)).containsExactly("20 b");
        store(state);
        assertThat(backing.cells()).isZero();
    }

    @Test
    void timersOfOneSecondAreAskedForOnce() {
        TaskState state = new TaskState(types, backing, 0);
        for (long time = 1; time <= 3_000; time++) {
            put(state, "key-" + time, 0, time);
        }
        store(state);
        state.commit();
        int before = backing.asked();
        List<String> woken = new ArrayList<>();
        for (long watermark = 1; watermark <= 3_000; watermark++) {
            woken.addAll(wake(state, watermark));
        }
        assertThat(woken).hasSize(3_000).startsWith("1 key-1", "2 key-2").endsWith("3000 key-3000");
        assertThat(backing.asked() - before).as("each key is loaded once").isBetween(3_001, 3_005);
    }

    @Test
    void aStoreThatHoldsNothingButWhatIsOnTheHeapIsNotAsked() {
        TaskState state = new TaskState(types, backing, 2);
        put(state, "a", 0, 10L);
        put(state, "b", 0, 20L);
        store(state);
        assertThat(wake(state, 5)).isEmpty();
        state.of(0, "c");
        assertThat(backing.asked()).as("both keys are on the heap").isZero();
        state.commit();
        assertThat(state.keyCount()).as("one has left it").isEqualTo(2);

        assertThat(wake(state, 25)).containsExactly("10 a", "20 b");
        assertThat(backing.asked()).isPositive();
    }

    @Test
    void aKeyThatIsOverdueStaysOnTheHeapUntilItIsWoken() {
        TaskState state = new TaskState(types, backing, 0);
        assertThat(wake(state, 100)).isEmpty();
        put(state, "late", 0, 50L);
        put(state, "later", 0, 5_000L);
        store(state);
        assertThat(state.onHeap())
                .extracting(key -> key.key().key())
                .as("the store would not name it")
                .containsExactly("late");

        assertThat(wake(state, 101)).containsExactly("50 late");
        store(state);
        assertThat(state.keyCount()).isZero();
        assertThat(wake(state, 5_000)).containsExactly("5000 later");
    }

    @Test
    void aKeyWhoseWakingWasUndoneIsWokenAgain() {
        TaskState state = new TaskState(types, backing, 0);
        put(state, "a", 0, 10L);
        store(state);
        assertThat(wake(state, 20)).containsExactly("10 a");
        state.rollback();
        state.commit();

        assertThat(wake(state, 20)).containsExactly("10 a");
    }

    @Test
    void twoKindsOfCellsCannotHaveOneNumber() {
        assertThatThrownBy(() -> types.add(new Alarm(TIMER, false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the number 1");
    }

    // ---- anything

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyMixOfChangesIsThatOfAMap(long seed) {
        Random random = Cases.random(seed);
        TaskState state = new TaskState(types, backing, 3);
        Map<String, Long> committed = new TreeMap<>();
        Map<String, Long> model = new TreeMap<>();
        long watermark = 0;
        for (int step = 0; step < 3_000; step++) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    state.commit();
                    committed = new TreeMap<>(model);
                }
                case 1 -> {
                    state.rollback();
                    model = new TreeMap<>(committed);
                }
                case 2 -> {
                    state.rollback();
                    model = new TreeMap<>(committed);
                    TaskState.Checkpoint checkpoint = state.beginCheckpoint();
                    backing.store(checkpoint);
                    state.checkpointStored(checkpoint);
                }
                case 3 -> {
                    watermark += random.nextInt(20);
                    long now = watermark;
                    wake(state, now);
                    model.values().removeIf(value -> value <= now);
                }
                case 4 -> {
                    int mark = state.mark();
                    change(state, new HashMap<>(), random, watermark);
                    state.rollbackTo(mark);
                }
                default -> change(state, model, random, watermark);
            }
            for (int key = 0; key < 8; key++) {
                assertKey(state, "k" + key, model, "seed " + seed + ", step " + step);
            }
        }
        state.rollback();
        wake(state, Long.MAX_VALUE - 1);
        store(state);
        assertThat(backing.cells()).as("cells left, seed %s", seed).isZero();
    }

    private static void change(TaskState state, Map<String, Long> model, Random random, long watermark) {
        String key = "k" + random.nextInt(8);
        int chunk = random.nextInt(4);
        // Some are due when they are made, as those of late events.
        Long value = random.nextInt(4) == 0 ? null : watermark - 5 + random.nextInt(60);
        put(state, key, chunk, value);
        if (value == null) {
            model.remove(key + "/" + chunk);
        } else {
            model.put(key + "/" + chunk, value);
        }
    }

    private static void assertKey(TaskState state, String key, Map<String, Long> model, String when) {
        for (int chunk = 0; chunk < 4; chunk++) {
            assertThat(get(state, key, chunk))
                    .as("%s/%s, %s", key, chunk, when)
                    .isEqualTo(model.get(key + "/" + chunk));
        }
    }

    // ---- the pieces

    private static void put(TaskState state, String key, long chunk, Long value) {
        state.put(state.of(0, key), TIMER, chunk, value);
    }

    private static Object get(TaskState state, String key, long chunk) {
        return state.of(0, key).get(TIMER, chunk);
    }

    private static List<String> changes(TaskState state) {
        List<String> changes = new ArrayList<>();
        state.forEachChange((key, cell, chunk, value) -> changes.add(key.key().key() + "/" + chunk + "=" + value));
        return changes;
    }

    private void store(TaskState state) {
        state.commit();
        TaskState.Checkpoint checkpoint = state.beginCheckpoint();
        backing.store(checkpoint);
        state.checkpointStored(checkpoint);
    }

    /** Wakes what is due and removes its cells, as a task does; returns when and whom. */
    private static List<String> wake(TaskState state, long watermark) {
        List<String> woken = new ArrayList<>();
        state.loadDue(watermark);
        while (state.nextTimerWake() <= watermark) {
            long at = state.nextTimerWake();
            KeyState key = state.pollTimers();
            boolean any = false;
            for (int i = 0; i < key.size(); i++) {
                if (key.cellAt(i) == TIMER && key.valueAt(i) != null && (Long) key.valueAt(i) <= at) {
                    state.put(key, TIMER, key.chunkAt(i), null);
                    any = true;
                }
            }
            if (any) {
                woken.add(at + " " + key.key().key());
            }
            state.arm(key);
        }
        return woken;
    }
}
