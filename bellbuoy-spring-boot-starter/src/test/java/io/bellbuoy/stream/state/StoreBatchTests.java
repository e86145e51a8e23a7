package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreBatchTests {

    private static final int LARGE = 100_000;

    private final SortedMap<String, byte[]> model = new TreeMap<>();

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
    void anEntryThatIsSetAgainHasTheLastTimerAlone() {
        try (StoreBatch batch = StoreBatch.copying(store)) {
            set(batch, 1, value(10, 0));
            set(batch, 1, value(20, 0));
            set(batch, 2, value(30, 0));
            batch.write();
            set(batch, 2, value(40, 0));
            set(batch, 1, null);
            batch.write();
        }
        assertStoreIsAsTheModel("set again");
    }

    @Test
    void anEntryIsFoundAgainAfterTheBatchWasWrittenForItsSize() {
        try (StoreBatch batch = StoreBatch.copying(store)) {
            for (int round = 0; round < 3; round++) {
                for (int key = 0; key < 30; key++) {
                    set(batch, key, value(100 * round + key, LARGE));
                }
            }
            batch.write();
        }
        assertStoreIsAsTheModel("set again");
    }

    @Test
    void timersAndEntriesAreThoseOfTheLastValues() {
        long seed = Long.getLong("test.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int checkpoint = 0; checkpoint < 6; checkpoint++) {
            try (StoreBatch batch = random.nextBoolean() ? StoreBatch.copying(store) : StoreBatch.marking(store, 7)) {
                for (int i = random.nextInt(400); i > 0; i--) {
                    set(batch, random.nextInt(100), random.nextInt(3) == 0 ? null : anyValue(random));
                }
                batch.write();
            }
            if (random.nextBoolean()) {
                store.flush();
            }
            assertStoreIsAsTheModel("seed " + seed + ", checkpoint " + checkpoint);
        }
    }

    private static byte[] anyValue(Random random) {
        long wakeAt = random.nextInt(4) == 0 ? CellType.NEVER : random.nextInt(50) - 25;
        return value(wakeAt, random.nextInt(20) == 0 ? LARGE : 1);
    }

    private void set(StoreBatch batch, int key, byte @Nullable [] value) {
        byte[] entry = EntryKeys.entry(new StateKey(1, "key-" + key), TextCell.FIRST, key);
        batch.set(entry, value);
        if (value == null) {
            model.remove(hex(entry));
        } else {
            model.put(hex(entry), value);
        }
    }

    private static byte[] value(long wakeAt, int bytes) {
        return ByteBuffer.allocate(8 + bytes).putLong(wakeAt).array();
    }

    private void assertStoreIsAsTheModel(String occasion) {
        assertThat(read(new byte[] {'e'}, new byte[] {'f'}).keySet())
                .as(occasion)
                .containsExactlyElementsOf(model.keySet());
        assertThat(read(new byte[] {'t'}, EntryKeys.AFTER_TIMERS).keySet())
                .as(occasion)
                .containsExactlyElementsOf(timersOfModel().keySet());
    }

    private SortedMap<String, byte[]> timersOfModel() {
        SortedMap<String, byte[]> timers = new TreeMap<>();
        model.forEach((entry, value) -> {
            long wakeAt = ByteBuffer.wrap(value).getLong();
            if (wakeAt != CellType.NEVER) {
                timers.put(hex(EntryKeys.timer(wakeAt, HexFormat.of().parseHex(entry))), value);
            }
        });
        return timers;
    }

    private SortedMap<String, byte[]> read(byte[] from, byte[] to) {
        return store.scan(from, to, iterator -> {
            SortedMap<String, byte[]> found = new TreeMap<>();
            for (; iterator.isValid(); iterator.next()) {
                found.put(hex(iterator.key()), iterator.value());
            }
            return found;
        });
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
