package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local and remote checkpoints against a real store and broker, and what happens when they fail. */
final class CheckpointTests {

    private static final String POSITION = HexFormat.of().formatHex(RemoteCheckpoint.POSITION);

    private final String application = "checkpoint-" + UUID.randomUUID();
    private StateTopics topics;

    @TempDir
    Path directory;

    private Instance instance;

    @BeforeEach
    void start() throws Exception {
        topics = Topics.create(application);
        instance = new Instance(Instance.settings(application, directory, 4), TextCell.both());
        instance.restore();
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void keysLeaveTheHeapOnlyWhenStored() throws Exception {
        fill(20, "x");
        assertThat(instance.state().keyCount()).isEqualTo(20);

        instance.checkpoint(true);

        assertThat(instance.state().keyCount()).isEqualTo(4);
        assertThat(instance.cells("key-0")).containsValue("x");
    }

    @Test
    void aCheckpointIsDueAfterItsInterval() throws Exception {
        fill(1, "x");
        assertThat(isDue()).isFalse();
        instance.clock.advance(Duration.ofSeconds(15));
        assertThat(isDue()).isTrue();
        instance.monitor.expect("LOCAL stored", "REMOTE stored");
        instance.clock.advance(Duration.ofSeconds(15));
        assertThat(isDue()).as("nothing changed").isFalse();

        fill(1, "y");
        assertThat(isDue()).isTrue();
        instance.monitor.expect("LOCAL stored");
    }

    @Test
    void aCheckpointIsDueBeforeItsIntervalWhenMoreHasChangedThanTheHeapIsToHold() throws Exception {
        fill(3, "x");
        assertThat(isDue()).as("fewer keys than stay").isFalse();
        fill(4, "x");
        assertThat(isDue()).isTrue();
        instance.monitor.expect("LOCAL stored", "REMOTE stored");
        assertThat(isDue()).as("nothing changed").isFalse();
        assertThat(instance.state().keyCount()).isEqualTo(4);
    }

    @Test
    void aTaskIsBehindFromTheTimeAsMuchHasChangedAgainUntilTheCheckpointIsStored() throws Exception {
        fill(4, "x");
        assertThat(isBehind()).as("no checkpoint has begun").isFalse();
        instance.stores.memory().limitDisk(1);
        assertThat(isDue()).isTrue();
        fill(3, "y");
        assertThat(isBehind()).as("there is room for one").isFalse();
        fill(4, "y");
        for (int attempt = 0; attempt < 2; attempt++) {
            instance.monitor.expect("LOCAL failed");
            assertThat(isDue()).as("tried again after the interval").isFalse();
            assertThat(isBehind()).as("nothing was stored").isTrue();
            instance.stores.memory().limitDisk(1 - attempt);
            instance.clock.advance(Duration.ofSeconds(15));
            assertThat(isDue()).isTrue();
        }
        instance.monitor.expect("LOCAL stored", "REMOTE stored");
        instance.store().pollCompletions(instance.state());
        assertThat(isBehind()).isFalse();
    }

    @Test
    void volumeOfTheLogMakesARemoteCheckpointDue() throws Exception {
        fill(1, "x");
        instance.checkpoint(true);
        fill(1, "y");
        instance.checkpoint(false);
        instance.store().noteLogged(256 << 20);
        fill(1, "z");
        instance.checkpoint(true);
    }

    @Test
    void afterRemovalOfAllCellsNothingButThePositionIsLeft() throws Exception {
        fill(30, "x");
        instance.checkpointBoth();
        assertThat(Topics.latest(topics.checkpoint(0))).hasSize(31).doesNotContainValue(null);

        fill(30, null);
        instance.checkpointBoth();
        Map<String, String> latest = Topics.latest(topics.checkpoint(0));
        assertThat(latest).hasSize(31);
        assertThat(latest.remove(POSITION)).isNotNull();
        assertThat(latest.values()).containsOnlyNulls();

        instance.crash();
        try (RocksMemory memory = new RocksMemory(1 << 20, 1 << 20);
                RocksStore store = RocksStore.open(directory.resolve("task-0"), memory)) {
            assertThat(StoredFormTests.dump(store)).noneMatch(entry -> entry.startsWith("65"));
            assertThat(StoredFormTests.dump(store)).noneMatch(entry -> entry.startsWith("74"));
        }
    }

    @Test
    void aRemoteCheckpointCopiesOnlyWhatChanged() throws Exception {
        fill(30, "x");
        instance.checkpointBoth();
        long before = instance.monitor.remoteCells();
        fill(2, "y");
        instance.checkpointBoth();

        assertThat(instance.monitor.remoteCells() - before)
                .as("two entries and the position")
                .isEqualTo(3);
    }

    @Test
    void aRemoteCheckpointIsWholeHoweverTheClockJumps() throws Exception {
        fill(30, "x");
        instance.clock.jumpAtEachReading(Duration.ofMinutes(1));
        instance.checkpoint(true);

        assertThat(Topics.latest(topics.checkpoint(0)))
                .as("entries and the position")
                .hasSize(31);
    }

    @Test
    void aLocalCheckpointDuringARemoteOneStartsNoSecondRemoteOne() throws Exception {
        fill(30, "x");
        CountDownLatch beforeTheLocalOne = new CountDownLatch(1);
        CountDownLatch beforeTheRemoteOne = new CountDownLatch(1);
        instance.stores.worker().submit(() -> await(beforeTheLocalOne));
        begin();
        instance.stores.worker().submit(() -> await(beforeTheRemoteOne));
        beforeTheLocalOne.countDown();
        instance.monitor.expect("LOCAL stored");

        fill(1, "y");
        begin();
        assertThat(instance.store().isRemoteRunning()).isTrue();

        beforeTheRemoteOne.countDown();
        instance.monitor.expect("REMOTE stored", "LOCAL stored");
    }

    @Test
    void aFullDiskLosesNothingAndTheNextAttemptWritesAll() throws Exception {
        fill(10, "x");
        instance.checkpoint(true);
        fill(20, "y");
        instance.stores.memory().limitDisk(1);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(begin()).isTrue();
            instance.monitor.expect("LOCAL failed");
            instance.store().pollCompletions(instance.state());
            assertThat(instance.store().failure()).isNotNull();
            assertThat(instance.cells("key-19")).containsValue("y");
        }
        fill(5, "z");

        instance.stores.memory().limitDisk(0);
        assertThat(begin()).isTrue();
        instance.monitor.expect("LOCAL stored");
        instance.checkpoint(false);

        assertThat(instance.store().failure()).isNull();
        assertThat(instance.state().keyCount()).isEqualTo(4);
        instance.crash();
        Restored restored = instance.restore();
        assertThat(restored.replayedRecords()).isZero();
        assertThat(instance.cells("key-4")).containsValue("z");
        assertThat(instance.cells("key-19")).containsValue("y");
    }

    @Test
    void aRemoteCheckpointThatAnotherInstanceTookOverIsReported() throws Exception {
        fill(10, "x");
        instance.checkpoint(true);
        Map<String, String> before = Topics.latest(topics.checkpoint(0));
        try (StateClients clients = new StateClients(Map.of("bootstrap.servers", Broker.address()));
                Producer<byte[], byte[]> other = clients.newProducer(topics.checkpointTransactionalId(0))) {
            other.initTransactions();

            fill(10, "stale");
            instance.clock.advance(Duration.ofMinutes(5));
            begin();
            instance.monitor.expect("LOCAL stored", "REMOTE failed", "REMOTE lost");
        }

        assertThat(instance.store().isRemoteLost()).isTrue();
        assertThat(Topics.latest(topics.checkpoint(0))).isEqualTo(before);

        instance.crash();
        Restored again = instance.restore();
        assertThat(again.keptLocal()).isTrue();
        instance.checkpointBoth();
        assertThat(Topics.latest(topics.checkpoint(0))).isNotEqualTo(before);
    }

    @Test
    void theLogIsTruncatedBelowTheLastButOneRemoteCheckpoint() throws Exception {
        fill(1, "x");
        instance.checkpointBoth();
        long first = instance.position().offset();
        fill(1, "y");
        instance.clock.advance(Duration.ofMinutes(10));
        instance.checkpointBoth();

        assertThat(instance.monitor.truncatedTo()).isEqualTo(first);
        instance.crash();
        Instance.delete(directory.resolve("task-0"));
        instance.restore();
        assertThat(instance.cells("key-0")).containsValue("y");
    }

    @Test
    void anInstanceThatComesBackOverwritesNothingNewerInTheTopic() throws Exception {
        fill(3, "old");
        instance.checkpoint(true);
        fill(3, "older mark");
        instance.checkpoint(false);
        instance.crash();
        Path elsewhere = Files.createTempDirectory("other");
        try (Instance other = new Instance(Instance.settings(application, elsewhere, 4), TextCell.both())) {
            other.restore();
            other.put("key-0", TextCell.FIRST, 1, "new").commit(50);
            other.checkpoint(true);
        }
        Map<String, String> newest = Topics.latest(topics.checkpoint(0));
        Instance.delete(elsewhere);

        instance.close();
        instance = new Instance(Instance.settings(application, directory, 4), TextCell.both());
        instance.restore();
        instance.checkpoint(true);

        Map<String, String> now = Topics.latest(topics.checkpoint(0));
        newest.remove(POSITION);
        now.remove(POSITION);
        assertThat(now).isEqualTo(newest);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean begin() {
        return instance.store().beginLocalCheckpoint(instance.clock.instant(), instance.state(), instance.position());
    }

    private boolean isDue() {
        return instance.store()
                .beginLocalCheckpointIfDue(instance.clock.instant(), instance.state(), instance.position());
    }

    private boolean isBehind() {
        return instance.store().isBehind(instance.state());
    }

    private void fill(int keys, String value) throws InterruptedException {
        for (int key = 0; key < keys; key++) {
            instance.put("key-" + key, TextCell.FIRST, 1, value);
        }
        instance.commit(instance.position().offset());
    }
}
