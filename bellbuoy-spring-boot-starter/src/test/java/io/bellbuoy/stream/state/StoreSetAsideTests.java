package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.state.CellTypes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local stores that cannot be used: each is set aside and rebuilt, or refused if nothing is left to rebuild it from. */
final class StoreSetAsideTests {

    private final String application = "aside-" + UUID.randomUUID();
    private final StateTopics topics = new StateTopics(application);

    @TempDir
    Path directory;

    private Instance instance;

    @BeforeEach
    void start() throws Exception {
        Topics.create(application);
        instance = open(TextCell.both());
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    private Instance open(CellTypes types) {
        return new Instance(Instance.settings(application, directory, 1000), types);
    }

    /** Three batches: one in both copies, one in the local store alone, one in the log alone. */
    private void threeBatches() throws Exception {
        instance.restore();
        instance.put("a", TextCell.FIRST, 1, "remote")
                .put("gone", TextCell.FIRST, 1, "x")
                .commit(10);
        instance.checkpoint(true);
        instance.put("b", TextCell.FIRST, 1, "local")
                .put("gone", TextCell.FIRST, 1, null)
                .commit(20);
        instance.checkpoint(false);
        instance.put("c", TextCell.FIRST, 1, "log")
                .put("a", TextCell.SECOND, 2, "log")
                .commit(30);
    }

    private void assertThreeBatches(Restored restored) {
        assertThat(restored.position().inputs()).isEqualTo(Map.of(Instance.INPUT, 30L));
        assertThat(restored.position().watermark()).asString().isEqualTo("wm30");
        assertThat(restored.position().planVersion()).isEqualTo("plan-1");
        assertThat(instance.cells("a"))
                .isEqualTo(Map.of(TextCell.FIRST + "/1", "remote", TextCell.SECOND + "/2", "log"));
        assertThat(instance.cells("b")).isEqualTo(Map.of(TextCell.FIRST + "/1", "local"));
        assertThat(instance.cells("c")).isEqualTo(Map.of(TextCell.FIRST + "/1", "log"));
        assertThat(instance.cells("gone")).isEmpty();
    }

    private void assertRebuilt(RebuildReason reason, int recordsReplayed) throws Exception {
        Restored restored = instance.restore();
        assertThat(restored.keptLocal()).isFalse();
        assertThat(restored.replayedRecords()).isEqualTo(recordsReplayed);
        assertThat(instance.monitor.rebuilt).containsExactly(reason);
        assertThreeBatches(restored);
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            reason == RebuildReason.MISSING
                                    ? new String[] {"task-0"}
                                    : new String[] {"task-0", "task-0.set-aside-1"});
        }
    }

    @Test
    void aLostDiskIsRebuiltFromTheCheckpointTopicAndTheTail() throws Exception {
        threeBatches();
        instance.crash();
        Instance.delete(directory.resolve("task-0"));

        assertRebuilt(RebuildReason.MISSING, 2);
    }

    @Test
    void aTruncatedFileIsSetAside() throws Exception {
        threeBatches();
        instance.crash();
        for (Path file : tables()) {
            try (RandomAccessFile table = new RandomAccessFile(file.toFile(), "rw")) {
                table.setLength(table.length() / 2);
            }
        }

        assertRebuilt(RebuildReason.CORRUPT, 2);
    }

    @Test
    void aMissingFileIsSetAside() throws Exception {
        threeBatches();
        instance.crash();
        for (Path file : tables()) {
            Files.delete(file);
        }

        assertRebuilt(RebuildReason.CORRUPT, 2);
    }

    @Test
    void aFlippedByteIsSetAside() throws Exception {
        threeBatches();
        restartWithFlippedBytes(0.02);

        assertRebuilt(RebuildReason.CORRUPT, 2);
    }

    @Test
    void damageMetWhileProcessingIsSetAsideByTheNextRestore() throws Exception {
        instance.restore();
        for (int key = 0; key < 1000; key++) {
            instance.put("key-" + key, TextCell.FIRST, 1, UUID.randomUUID().toString());
        }
        instance.commit(1);
        instance.checkpoint(true);
        restartWithFlippedBytes(0.2);
        assertThat(instance.restore().keptLocal()).isTrue();

        assertThatThrownBy(() -> {
                    for (int key = 0; key < 1000; key++) {
                        instance.cells("key-" + key);
                    }
                })
                .isInstanceOfSatisfying(StateStoreException.class, failure -> assertThat(failure.isCorrupt())
                        .isTrue());

        instance.store().close();
        assertThat(instance.restore().keptLocal()).isFalse();
        assertThat(instance.monitor.rebuilt).containsExactly(RebuildReason.CORRUPT);
        assertThat(instance.cells("key-999")).hasSize(1);
    }

    @Test
    void aStoreOfAnotherTopicIsSetAside() throws Exception {
        threeBatches();
        instance.crash();
        rewriteMeta(new StoreMeta(application, Uuid.randomUuid(), 0, LogPosition.start()).toBytes());

        assertRebuilt(RebuildReason.FOREIGN, 2);
    }

    @Test
    void aStoreOfAnotherPartitionIsSetAside() throws Exception {
        threeBatches();
        instance.crash();
        rewriteMeta(new StoreMeta(application, logId(), 1, LogPosition.start()).toBytes());

        assertRebuilt(RebuildReason.FOREIGN, 2);
    }

    @Test
    void aStoreAheadOfTheLogIsSetAside() throws Exception {
        threeBatches();
        instance.crash();
        rewriteMeta(new StoreMeta(application, logId(), 0, LogPosition.start().at(1_000_000)).toBytes());

        assertRebuilt(RebuildReason.AHEAD_OF_LOG, 2);
    }

    @Test
    void aStoreOfAnotherFormatIsSetAside() throws Exception {
        threeBatches();
        instance.crash();
        rewriteMeta(new byte[] {StoreMeta.FORMAT + 1, 1, 2, 3});

        assertRebuilt(RebuildReason.OTHER_FORMAT, 2);
    }

    @Test
    void aStoreBelowTheStartOfTheLogIsSetAside() throws Exception {
        threeBatches();
        Path old = Files.createTempDirectory("old");
        Instance.copy(directory, old);
        instance.checkpointBoth();
        long remote = instance.position().offset();
        instance.crash();
        Instance.delete(directory);
        Instance.copy(old, directory);
        Instance.delete(old);
        truncateLog(remote);

        assertRebuilt(RebuildReason.BELOW_LOG_START, 0);
    }

    @Test
    void onlyTheLastStoreSetAsideIsKept() throws Exception {
        threeBatches();
        for (int time = 0; time < 3; time++) {
            instance.crash();
            rewriteMeta(new byte[] {StoreMeta.FORMAT + 1});
            instance.restore();
        }

        assertThat(directory.resolve("task-0.set-aside-3")).isDirectory();
        assertThat(directory.resolve("task-0.set-aside-2")).doesNotExist();
        assertThat(directory.resolve("task-0.set-aside-1")).doesNotExist();
    }

    @Test
    void aLogThatBeginsAfterBothCopiesIsRefusedWithTheWayOut() throws Exception {
        threeBatches();
        instance.crash();
        truncateLog(-1);

        assertThatThrownBy(instance::restore)
                .isInstanceOf(StateLostException.class)
                .hasMessageContaining(topics.checkpoint())
                .hasMessageContaining("delete the topics");
    }

    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("task-0"))) {
            List<Path> tables =
                    files.filter(file -> file.toString().endsWith(".sst")).toList();
            assertThat(tables).isNotEmpty();
            return tables;
        }
    }

    /** Another process, since the block cache would hide the damage from this one. */
    private void restartWithFlippedBytes(double place) throws Exception {
        instance.crash();
        instance.close();
        for (Path file : tables()) {
            try (RandomAccessFile table = new RandomAccessFile(file.toFile(), "rw")) {
                long at = (long) (table.length() * place);
                table.seek(at);
                int flipped = table.read() ^ 0x55;
                table.seek(at);
                table.write(flipped);
            }
        }
        instance = open(TextCell.both());
    }

    private Uuid logId() throws InterruptedException {
        try (StateClients clients = new StateClients(Map.of("bootstrap.servers", Broker.address()))) {
            return clients.topicId(topics.log());
        }
    }

    private void rewriteMeta(byte[] meta) throws Exception {
        try (RocksMemory memory = new RocksMemory(1 << 20, 1 << 20);
                RocksStore store = RocksStore.open(directory.resolve("task-0"), memory)) {
            store.put(EntryKeys.META, meta);
            store.flush();
        }
    }

    private void truncateLog(long below) throws Exception {
        try (Admin admin = Topics.admin()) {
            admin.deleteRecords(Map.of(topics.log(0), RecordsToDelete.beforeOffset(below)))
                    .all()
                    .get();
        }
    }
}
