package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateKey;
import io.bellbuoy.engine.state.TaskState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksBackingTests {

    private final StoreMeta meta = new StoreMeta("app", new Uuid(1, 2), 0, LogPosition.start());

    @TempDir
    Path directory;

    private RocksMemory memory;
    private RocksStore store;

    @BeforeEach
    void open() throws Exception {
        memory = new RocksMemory(1 << 20, 1 << 20);
        store = RocksStore.create(directory.resolve("task-0"), memory);
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    @Test
    void keysOfWhichOneBeginsTheOtherAreApart() {
        TaskState state = task(TextCell.both());
        put(state, "a", 1, "of a");
        put(state, "ab", 1, "of ab");
        put(state, "", 1, "of none");
        store(state);

        TaskState fresh = task(TextCell.both());
        assertThat(fresh.of(1, "a").get(TextCell.FIRST, 1)).isEqualTo("of a");
        assertThat(fresh.of(1, "ab").get(TextCell.FIRST, 1)).isEqualTo("of ab");
        assertThat(fresh.of(1, "").get(TextCell.FIRST, 1)).isEqualTo("of none");
        assertThat(fresh.of(2, "a").isEmpty()).isTrue();
        assertThat(fresh.of(1, "a").size()).isEqualTo(1);
    }

    @Test
    void cellsAreLoadedInOrderOfChunks() {
        TaskState state = task(TextCell.both());
        for (long chunk : new long[] {3, -2, 0, -1}) {
            put(state, "a", chunk, "v" + chunk);
        }
        store(state);

        KeyState loaded = task(TextCell.both()).of(1, "a");
        assertThat(List.of(loaded.chunkAt(0), loaded.chunkAt(1), loaded.chunkAt(2), loaded.chunkAt(3)))
                .containsExactly(-2L, -1L, 0L, 3L);
    }

    @Test
    void timersFollowTheValue() {
        RocksBacking backing = new RocksBacking(store);
        TaskState state = new TaskState(TextCell.both(), backing, 100);
        put(state, "a", 1, "x"); // wakes at 11
        put(state, "b", 2, "x"); // wakes at 21
        store(state);
        assertThat(due(backing, Long.MIN_VALUE, 10)).containsExactly("next 11");
        assertThat(due(backing, Long.MIN_VALUE, 11)).containsExactly("a", "next 21");
        assertThat(due(backing, 11, 30)).containsExactly("b", "next " + CellType.NEVER);

        put(state, "a", 1, "xxxxx"); // wakes at 15
        put(state, "b", 2, null);
        store(state);
        assertThat(due(backing, Long.MIN_VALUE, 30)).containsExactly("a", "next " + CellType.NEVER);
        assertThat(due(backing, 11, 14)).containsExactly("next 15");
    }

    @Test
    void storedTimersWakeKeysThatLeftTheHeap() {
        TaskState state = new TaskState(TextCell.both(), new RocksBacking(store), 2);
        for (int key = 0; key < 10; key++) {
            put(state, "key-" + key, key, "x");
        }
        store(state);
        assertThat(state.keyCount()).isEqualTo(2);

        state.loadDue(31);

        List<String> woken = new ArrayList<>();
        while (state.nextTimerWake() <= 31) {
            woken.add(state.pollTimers().key().key());
        }
        assertThat(woken).containsExactly("key-0", "key-1", "key-2", "key-3");
    }

    @Test
    void whatNoRuleHasIsKeptAsItIsAndCanBeRemoved() {
        TaskState state = task(TextCell.both());
        put(state, "a", 1, "kept");
        state.put(state.of(1, "a"), TextCell.SECOND, 1, "of a removed rule");
        state.commit();
        store(state);

        TaskState without = task(TextCell.types(TextCell.FIRST));
        assertThat(without.of(1, "a").size()).isEqualTo(2);
        put(without, "a", 1, "other");
        store(without);
        assertThat(task(TextCell.both()).of(1, "a").get(TextCell.SECOND, 1)).isEqualTo("of a removed rule");

        without.put(without.of(1, "a"), TextCell.SECOND, 1, null);
        without.commit();
        store(without);
        assertThat(task(TextCell.both()).of(1, "a").get(TextCell.SECOND, 1)).isNull();
        assertThat(StoredFormTests.dump(store).stream().filter(entry -> entry.startsWith("65")))
                .hasSize(1);
        assertThat(StoredFormTests.dump(store).stream().filter(entry -> entry.startsWith("74")))
                .hasSize(1);
    }

    @Test
    void keysAreNamedOnceInPagesWhichGoOnWhereTheLastEnded() {
        TaskState state = task(TextCell.both());
        List<String> names = List.of("", "a", "ab", "b", "é", "x".repeat(200));
        for (String name : names) {
            put(state, name, 1, "one");
            put(state, name, 2, "two");
        }
        store(state);

        List<String> found = new ArrayList<>();
        List<StateKey> page = state.storedKeys(null, 4);
        while (!page.isEmpty()) {
            page.forEach(key -> found.add(key.key()));
            StateKey last = page.get(page.size() - 1);
            page = page.size() < 4 ? List.of() : state.storedKeys(last, 4);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void nothingIsLeftWhenAllCellsAreRemoved() {
        TaskState state = task(TextCell.both());
        for (int key = 0; key < 50; key++) {
            put(state, "key-" + key, key, "x".repeat(key));
        }
        store(state);
        for (int key = 0; key < 50; key++) {
            put(state, "key-" + key, key, null);
        }
        store(state);

        assertThat(StoredFormTests.dump(store)).allMatch(entry -> entry.startsWith("6d") || entry.startsWith("7265"));
    }

    private TaskState task(CellTypes types) {
        return new TaskState(types, new RocksBacking(store), 100);
    }

    private static void put(TaskState state, String key, long chunk, String value) {
        state.put(state.of(1, key), TextCell.FIRST, chunk, value);
        state.commit();
    }

    private void store(TaskState state) {
        LocalCheckpoint checkpoint = new LocalCheckpoint(state.beginCheckpoint(), meta, Instant.EPOCH);
        checkpoint.writeTo(store);
        state.checkpointStored(checkpoint.state());
    }

    private static List<String> due(RocksBacking backing, long after, long upTo) {
        List<String> named = new ArrayList<>();
        long next = backing.due(after, upTo, (StateKey key) -> named.add(key.key()));
        named.add("next " + next);
        return named;
    }
}
