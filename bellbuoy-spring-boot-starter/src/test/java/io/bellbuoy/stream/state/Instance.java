package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** An instance of an application with one task, stepped by hand: what the processing thread would do. */
final class Instance implements AutoCloseable {

    static final TopicPartition INPUT = new TopicPartition("payments", 0);

    final RecordingMonitor monitor = new RecordingMonitor();
    final SettableClock clock = new SettableClock();
    final StateStores stores;
    private final StateClients clients;
    private final StateTopics topics;
    private final Path directory;
    private final CellTypes types;
    private final Producer<byte[], byte[]> producer;
    private final LogRecordWriter writer;

    private @Nullable Restored restored;
    private LogPosition position = LogPosition.start();

    Instance(StateSettings settings, CellTypes types) {
        this(settings, types, "batch");
    }

    /** @param name tells the instances of one application apart */
    Instance(StateSettings settings, CellTypes types, String name) {
        this.types = types;
        directory = settings.directory();
        topics = new StateTopics(settings.applicationId());
        clients = new StateClients(Map.of("bootstrap.servers", Broker.address()));
        stores = new StateStores(settings, clients, monitor, clock);
        producer = clients.newProducer(settings.applicationId() + "-" + name);
        producer.initTransactions();
        writer = new LogRecordWriter(200);
    }

    static StateSettings settings(String application, Path directory, int cacheEntries) {
        return new StateSettings(
                application,
                directory,
                8 << 20,
                8 << 20,
                cacheEntries,
                Duration.ofSeconds(15),
                Duration.ofMinutes(5),
                256 << 20,
                Duration.ofMinutes(10),
                2_000,
                Duration.ofSeconds(5));
    }

    Restored restore() throws InterruptedException {
        restored = stores.restore(0, types).run();
        position = restored.position();
        return restored;
    }

    TaskState state() {
        return restored.state();
    }

    TaskStore store() {
        return restored.store();
    }

    LogPosition position() {
        return position;
    }

    Instance put(String key, int cell, long chunk, @Nullable String value) {
        state().put(state().of(1, key), cell, chunk, value);
        return this;
    }

    /** Commits what was put, as the batch that ends before an input offset. */
    void commit(long inputOffset) throws InterruptedException {
        position = log(inputOffset, true);
        state().commit();
        store().noteLogged(100);
        store().pollCompletions(state());
    }

    /** Sends what was put and aborts. */
    void abort() throws InterruptedException {
        log(-1, false);
        state().rollback();
    }

    private LogPosition log(long inputOffset, boolean commit) throws InterruptedException {
        Map<TopicPartition, Long> inputs = Map.of(INPUT, Math.max(0, inputOffset));
        byte[] watermark = ("wm" + inputOffset).getBytes(StandardCharsets.UTF_8);
        producer.beginTransaction();
        Future<RecordMetadata> last = null;
        for (byte[] part : writer.write("plan-1", inputs, watermark, state())) {
            last = producer.send(new ProducerRecord<>(topics.log(), 0, null, part));
        }
        producer.flush();
        if (!commit) {
            producer.abortTransaction();
            return position;
        }
        producer.commitTransaction();
        try {
            return new LogPosition(last.get().offset() + 1, inputs, watermark, "plan-1");
        } catch (ExecutionException cause) {
            throw new AssertionError("The log was not written.", cause);
        }
    }

    /** A local checkpoint and, if that is due, a remote one, to their ends. */
    void checkpoint(boolean remoteIsDue) throws InterruptedException {
        assertThat(store().beginLocalCheckpoint(clock.instant(), state(), position))
                .isTrue();
        monitor.expect("LOCAL stored");
        if (remoteIsDue) {
            monitor.expect("REMOTE stored");
        }
        store().pollCompletions(state());
    }

    /** A local and a remote checkpoint, after the interval of both. */
    void checkpointBoth() throws InterruptedException {
        clock.advance(Duration.ofMinutes(5));
        checkpoint(true);
    }

    /** Begins to follow the task as a standby, and waits until it has applied the log to its end. */
    void standBy(LogPosition end) {
        standBy();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stores.standbys().status())
                        .singleElement()
                        .satisfies(standby -> assertThat(standby.offset()).isEqualTo(end.offset())));
    }

    /** Begins to follow the task as a standby. */
    void standBy() {
        stores.standbys().start(() -> new StandbyRules("plan-1", types));
        stores.standbys().follow(Set.of(0));
    }

    /** The store is closed, and the task is another's. */
    void giveUp() {
        restored.store().close();
        restored = null;
    }

    /** The process is gone, and the directory is as it was then: closing would flush. */
    void crash() throws Exception {
        Path copy = Files.createTempDirectory("crash");
        CompletableFuture<Void> copied = new CompletableFuture<>();
        stores.worker().submit(() -> copied.completeAsync(() -> copyOfMoment(copy), Runnable::run));
        copied.get(30, TimeUnit.SECONDS);
        withoutStandby(() -> {
            store().close();
            delete(directory);
            copy(copy, directory);
        });
        delete(copy);
        restored = null;
    }

    /** All that the process had on disk is gone; to be called after a crash. */
    void loseDisk() throws IOException {
        withoutStandby(() -> {
            delete(directory);
            Files.createDirectories(directory);
        });
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    /** A standby that this instance was told to keep would open the store as soon as the task's own is closed. */
    private void withoutStandby(DiskWork work) throws IOException {
        stores.standbys().claim(0);
        try {
            work.run();
        } finally {
            stores.standbys().release(0);
        }
    }

    /** Between two steps of checkpoints; a compaction may still remove a file meanwhile, then again. */
    private Void copyOfMoment(Path to) {
        for (int attempt = 1; ; attempt++) {
            try {
                if (Files.exists(to)) {
                    delete(to);
                }
                copy(directory, to);
                return null;
            } catch (NoSuchFileException removed) {
                assertThat(attempt)
                        .as("attempts to copy, the last without %s", removed.getFile())
                        .isLessThan(20);
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }

    /** The values of a key by cell and chunk. */
    Map<String, String> cells(String key) {
        Map<String, String> cells = new TreeMap<>();
        KeyState found = state().of(1, key);
        for (int i = 0; i < found.size(); i++) {
            if (found.valueAt(i) != null) {
                cells.put(found.cellAt(i) + "/" + found.chunkAt(i), text(found.valueAt(i)));
            }
        }
        return cells;
    }

    /** Values of kinds that the instance does not know are bytes. */
    private static String text(Object value) {
        return value instanceof byte[] bytes ? bytes.length + " bytes" : (String) value;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        } catch (UncheckedIOException walking) {
            // A file may also be removed between being listed and being looked at.
            throw walking.getCause();
        }
    }

    static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    @Override
    public void close() {
        if (restored != null) {
            restored.store().close();
        }
        producer.close(Duration.ZERO);
        stores.close();
    }
}
