package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateKey;
import io.bellbuoy.engine.state.TaskState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of everything that outlives a process. A change here is a new format version. */
final class StoredFormTests {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] WATERMARK = {9, 8};
    private static final Map<TopicPartition, Long> INPUTS =
            Map.of(new TopicPartition("in", 3), 300L, new TopicPartition("a", 0), 1L);

    @TempDir
    Path directory;

    @Test
    void logRecord() {
        TaskState state = TaskState.inMemory(TextCell.both());
        state.put(state.of(0x01020304, "acc"), TextCell.FIRST, -1, "x");
        state.put(state.of(0x01020304, "acc"), TextCell.SECOND, 64, null);
        state.put(state.of(-1, "é"), TextCell.FIRST, 0, "yz");

        List<byte[]> records = new LogRecordWriter().write("v1", INPUTS, WATERMARK, state);

        assertThat(records).hasSize(1);
        assertThat(HEX.formatHex(records.get(0)))
                .isEqualTo(
                        "01" // format
                                + "0000" + "0001" // part 0 of 1
                                + "02" + "7631" // plan version "v1"
                                + "02" + "01" + "61" + "00" + "01" // two inputs: a-0 at 1
                                + "02" + "696e" + "03" + "ac02" // in-3 at 300
                                + "02" + "0908" // watermark
                                + "01" + "01020304" + "03" + "616363" // key: space, "acc"
                                + "02" + "0a0b0c0d" + "01" + "02" + "0178" // value: cell, chunk -1, block with "x"
                                + "03" + "fffffff9" + "8001" // removal: cell, chunk 64
                                + "01" + "ffffffff" + "02" + "c3a9" // key: space, "é"
                                + "02" + "0a0b0c0d" + "00" + "03" + "02797a");
    }

    @Test
    void metaAndPositionRecord() {
        StoreMeta meta = new StoreMeta("app", new Uuid(1, 2), 5, new LogPosition(128, INPUTS, WATERMARK, "v1"));

        assertThat(HEX.formatHex(meta.toBytes()))
                .isEqualTo(
                        "01" // format
                                + "03" + "617070" // application
                                + "0000000000000001" + "0000000000000002" // id of the log's topic
                                + "05" + "8001" // partition, position
                                + "02" + "01" + "61" + "00" + "01" + "02" + "696e" + "03" + "ac02" // inputs
                                + "02" + "0908" + "02" + "7631"); // watermark, plan version
        assertThat(StoreMeta.of(meta.toBytes())).usingRecursiveComparison().isEqualTo(meta);
        assertThat(RemoteCheckpoint.POSITION).isEqualTo("position".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void entriesOfTheStore() throws Exception {
        try (RocksMemory memory = new RocksMemory(1 << 20, 1 << 20);
                RocksStore store = RocksStore.create(directory.resolve("task-0"), memory)) {
            TaskState state = TaskState.inMemory(TextCell.both());
            state.put(state.of(0x01020304, "acc"), TextCell.FIRST, 2, "xy");
            state.commit();
            checkpoint(state).writeTo(store);

            String address = "01020304" + "03" + "616363" + "0a0b0c0d" + "8000000000000002";
            assertThat(dump(store))
                    .containsExactly(
                            "65" + address + " = 0000000000000016" + "027879", // 'e': wakes at 22, "xy"
                            "6d = " + HEX.formatHex(meta().toBytes()), // 'm'
                            "7265" + address + " = 0000000000000000", // 'r', changed below 0
                            "74" + "8000000000000016" + address + " = "); // 't'
        }
    }

    @Test
    void keysSortAsTheirNumbersDo() {
        StateKey key = new StateKey(1, "k".repeat(200));
        long[] ascending = {Long.MIN_VALUE, -1, 0, 1, 255, 256, Long.MAX_VALUE};
        for (int i = 1; i < ascending.length; i++) {
            byte[] lower = EntryKeys.entry(key, 5, ascending[i - 1]);
            byte[] upper = EntryKeys.entry(key, 5, ascending[i]);
            assertThat(HEX.formatHex(lower)).isLessThan(HEX.formatHex(upper));
            assertThat(HEX.formatHex(EntryKeys.timer(ascending[i - 1], lower)))
                    .isLessThan(HEX.formatHex(EntryKeys.firstTimer(ascending[i])));
            assertThat(EntryKeys.chunkOf(upper)).isEqualTo(ascending[i]);
            assertThat(EntryKeys.cellOf(upper)).isEqualTo(5);
            assertThat(EntryKeys.keyOfTimer(EntryKeys.timer(ascending[i], upper)))
                    .isEqualTo(key);
        }
    }

    @Test
    void partsOfABatchRepeatKeyAndHeaderAndAreNumbered() {
        TaskState state = TaskState.inMemory(TextCell.both());
        for (int chunk = 0; chunk < 10; chunk++) {
            state.put(state.of(1, "acc"), TextCell.FIRST, chunk, "value " + chunk);
        }

        List<byte[]> parts = new LogRecordWriter(64).write("v1", INPUTS, WATERMARK, state);

        List<String> read = new ArrayList<>();
        for (byte[] part : parts) {
            LogRecordReader reader = new LogRecordReader(part);
            assertThat(reader.position(7).inputs()).isEqualTo(INPUTS);
            assertThat(reader.isLastPart()).isEqualTo(part == parts.get(parts.size() - 1));
            reader.forEachCell((key, cell, chunk, value) -> read.add(key.key() + chunk + value.readText()));
        }
        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(read).hasSize(10).startsWith("acc0value 0").endsWith("acc9value 9");
    }

    @Test
    void anEmptyBatchStillLogsItsOffsets() {
        List<byte[]> records =
                new LogRecordWriter().write("v1", INPUTS, WATERMARK, TaskState.inMemory(TextCell.both()));

        assertThat(records).hasSize(1);
        assertThat(new LogRecordReader(records.get(0)).position(1).inputs()).isEqualTo(INPUTS);
    }

    @Test
    void recordsOfAnotherFormatAreRefused() {
        assertThatThrownBy(() -> new LogRecordReader(new byte[] {2, 0, 0, 0, 1}))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("format 2");
        assertThatThrownBy(() -> StoreMeta.of(new byte[] {2})).isInstanceOf(StateFormatException.class);
    }

    private static LocalCheckpoint checkpoint(TaskState state) {
        return new LocalCheckpoint(state.beginCheckpoint(), meta(), Instant.EPOCH);
    }

    private static StoreMeta meta() {
        return new StoreMeta("app", new Uuid(1, 2), 0, LogPosition.start());
    }

    static List<String> dump(RocksStore store) {
        return store.scan(new byte[] {0}, new byte[] {(byte) 0xFF}, iterator -> {
            List<String> entries = new ArrayList<>();
            for (; iterator.isValid(); iterator.next()) {
                entries.add(HEX.formatHex(iterator.key()) + " = " + HEX.formatHex(iterator.value()));
            }
            return entries;
        });
    }
}
