package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.TaskState;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways back to a task's state: what is kept, what is replayed, what is awaited. */
final class TaskRestoreTests {

    private final String application = "restore-" + UUID.randomUUID();
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

    @Test
    void nothingWasEverWritten() throws Exception {
        Restored restored = instance.restore();

        assertThat(restored.position().offset()).isZero();
        assertThat(restored.position().inputs()).isEmpty();
        assertThat(restored.keptLocal()).isFalse();
        assertThat(instance.monitor.rebuilt).isEmpty();
    }

    @Test
    void aCrashKeepsTheLocalStoreAndReplaysTheTail() throws Exception {
        threeBatches();
        instance.crash();

        Restored restored = instance.restore();

        assertThat(restored.keptLocal()).isTrue();
        assertThat(restored.replayedRecords()).isEqualTo(1);
        assertThreeBatches(restored);
    }

    @Test
    void anEmptyTailEnds() throws Exception {
        threeBatches();
        instance.checkpoint(false);
        instance.abort();
        instance.crash();

        Restored restored = instance.restore();

        assertThat(restored.replayedRecords()).isZero();
        assertThreeBatches(restored);
    }

    @Test
    void replayedEntriesAreDirtyForTheNextCheckpoint() throws Exception {
        threeBatches();
        instance.crash();
        instance.restore();
        instance.checkpoint(true);
        instance.crash();

        Restored restored = instance.restore();

        assertThat(restored.replayedRecords()).isZero();
        assertThreeBatches(restored);
    }

    @Test
    void aLostDiskWithoutRemoteCheckpointIsRebuiltFromTheLog() throws Exception {
        instance.restore();
        instance.put("a", TextCell.FIRST, 1, "log").commit(10);
        instance.crash();
        Instance.delete(directory.resolve("task-0"));

        Restored restored = instance.restore();

        assertThat(restored.replayedRecords()).isEqualTo(1);
        assertThat(instance.cells("a")).hasSize(1);
    }

    /** The owner before is dead or does not know yet that the task has moved: nobody waits for its timeout, of 20 s here. */
    @Test
    void anOpenTransactionOfThePreviousOwnerIsEnded() throws Exception {
        threeBatches();
        instance.crash();
        try (StateClients clients = new StateClients(Map.of("bootstrap.servers", Broker.address()));
                Producer<byte[], byte[]> previous = clients.newProducer(application + "-previous")) {
            previous.initTransactions();
            sendLate(previous);

            Restored restored = instance.restore();

            assertThatThrownBy(previous::commitTransaction).isInstanceOf(KafkaException.class);
            assertThreeBatches(restored);
        }
    }

    private void sendLate(Producer<byte[], byte[]> producer) throws Exception {
        byte[] late = new LogRecordWriter()
                .write("plan-1", Map.of(Instance.INPUT, 40L), new byte[0], TaskState.inMemory(TextCell.both()))
                .get(0);
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topics.log(), 0, null, late)).get();
    }

    @Test
    void anOpenTransactionThatIsNotOfTheApplicationIsAwaited() throws Exception {
        threeBatches();
        instance.crash();
        try (StateClients clients = new StateClients(Map.of("bootstrap.servers", Broker.address()));
                Producer<byte[], byte[]> previous = clients.newProducer("other-" + application)) {
            previous.initTransactions();
            sendLate(previous);

            CompletableFuture<Restored> restoring = CompletableFuture.supplyAsync(this::restore);
            assertThatThrownBy(() -> restoring.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            previous.commitTransaction();

            assertThat(restoring.get(30, TimeUnit.SECONDS).position().inputs()).isEqualTo(Map.of(Instance.INPUT, 40L));
        }
    }

    @Test
    void aRestoreThatWaitsCanBeCancelled() throws Exception {
        instance.restore();
        instance.crash();
        try (StateClients clients = new StateClients(Map.of("bootstrap.servers", Broker.address()));
                Producer<byte[], byte[]> previous = clients.newProducer("other-" + application)) {
            previous.initTransactions();
            previous.beginTransaction();
            previous.send(new ProducerRecord<>(topics.log(), 0, null, new byte[0]))
                    .get();
            TaskRestore waiting = instance.stores.restore(0, TextCell.both());
            CompletableFuture<Restored> restoring = CompletableFuture.supplyAsync(() -> run(waiting));
            assertThatThrownBy(() -> restoring.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

            waiting.cancel();

            assertThatThrownBy(() -> restoring.get(30, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(CancellationException.class);
            previous.abortTransaction();
        }
        instance.restore();
    }

    @Test
    void moreChangesThanTheHeapHoldsGoToTheStoreWhileTheLogIsReplayed() throws Exception {
        instance.close();
        instance = new Instance(Instance.settings(application, directory, 50), TextCell.both());
        instance.restore();
        for (int batch = 0; batch < 11; batch++) {
            for (int key = 0; key < 1000; key++) {
                instance.put("key-" + batch + "-" + key, TextCell.FIRST, 1, "v" + key);
            }
            instance.commit(batch);
        }
        instance.crash();

        instance.restore();

        assertThat(instance.state().keyCount()).isLessThan(5_500);
        assertThat(instance.cells("key-0-7")).containsEntry(TextCell.FIRST + "/1", "v7");
        assertThat(instance.cells("key-10-999")).containsEntry(TextCell.FIRST + "/1", "v999");
    }

    @Test
    void cellsOfARuleThatIsNotThereAreKeptForWhoHasIt() throws Exception {
        threeBatches();
        Map<String, String> all = instance.cells("a");
        assertThat(all).hasSizeGreaterThan(1);
        instance.crash();
        instance.close();
        instance = open(TextCell.types(TextCell.FIRST));
        instance.restore();
        assertThat(instance.cells("a")).containsEntry(TextCell.FIRST + "/1", "remote");
        instance.checkpoint(true);

        instance.crash();
        instance.close();
        instance = open(TextCell.both());
        instance.restore();
        assertThat(instance.cells("a")).isEqualTo(all);
    }

    private Restored restore() {
        return run(instance.stores.restore(0, TextCell.both()));
    }

    private static Restored run(TaskRestore restore) {
        try {
            Restored restored = restore.run();
            restored.store().close();
            return restored;
        } catch (InterruptedException cause) {
            throw new AssertionError("The restore was interrupted.", cause);
        }
    }
}
