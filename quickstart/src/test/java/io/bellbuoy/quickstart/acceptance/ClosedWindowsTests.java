package io.bellbuoy.quickstart.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.quickstart.broker.LocalBroker;
import io.bellbuoy.quickstart.broker.TestBroker;
import io.bellbuoy.quickstart.generate.Emission;
import io.bellbuoy.quickstart.generate.GeneratorSettings;
import io.bellbuoy.quickstart.generate.TransactionGenerator;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Feeder;
import io.bellbuoy.quickstart.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * All state ends: when the watermark has passed every window of the shipped rules, neither the local store nor the
 * checkpoint topic holds anything of them.
 */
class ClosedWindowsTests {

    private static final int EVENTS = 5_000;
    private static final int PARTITIONS = 4;
    private static final Instant END = Instant.parse("2026-03-01T08:00:00Z");
    private static final String CHECKPOINTS = "fraud-detection-state";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void leaveNothingInTheStoreNorInTheCheckpointTopic() throws Exception {
        try (LocalBroker broker = TestBroker.start(directory.resolve("broker"));
                Topics topics = Topics.open(broker.bootstrapServers());
                ServiceProcess service = service(broker);
                Feeder feeder = Feeder.open(broker.bootstrapServers())) {
            topics.createMissing("transactions", PARTITIONS);
            topics.createMissing("account-verifications", PARTITIONS);
            service.start();
            send(feeder);
            awaitCheckpoints(broker, topics, service, latest -> assertThat(latest.values())
                    .as("entries")
                    .anyMatch(isNull -> !isNull));
            close(feeder);
            awaitCheckpoints(broker, topics, service, latest -> assertThat(remaining(latest))
                    .as("keys with a latest value")
                    .isEmpty());
            service.kill();
            assertThat(storedEntries(service.stateDirectory()))
                    .as("entries in RocksDB")
                    .isEmpty();
        }
    }

    private ServiceProcess service(LocalBroker broker) {
        return new ServiceProcess(
                broker.bootstrapServers(),
                directory.resolve("service"),
                List.of(
                        "--bellbuoy.streams.transactions.allow-watermarks=true",
                        "--bellbuoy.streams.verified.allow-watermarks=true",
                        "--bellbuoy.advance-when-idle=false",
                        "--bellbuoy.state.checkpoint.local=500ms",
                        "--bellbuoy.state.checkpoint.remote=1s"));
    }

    private static void send(Feeder feeder) {
        TransactionGenerator generator =
                new TransactionGenerator(new GeneratorSettings(20261120L, EVENTS, END, Duration.ofDays(3)));
        while (generator.hasNext()) {
            Emission next = generator.next();
            boolean payment = next.stream() == Emission.Stream.TRANSACTIONS;
            feeder.send(payment ? "transactions" : "account-verifications", next.key(), next.value(), next.emittedAt());
        }
        feeder.flush();
    }

    private static void close(Feeder feeder) {
        Instant longAfter = END.plus(Duration.ofDays(3 * 365));
        feeder.sendWatermarks("transactions", longAfter);
        feeder.sendWatermarks("account-verifications", longAfter);
        feeder.flush();
    }

    private static void awaitCheckpoints(
            LocalBroker broker, Topics topics, ServiceProcess service, Consumer<Map<String, Boolean>> expected) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            service.requireAlive();
            assertThat(topics.names()).contains(CHECKPOINTS);
            expected.accept(latest(broker, topics.require(CHECKPOINTS)));
        });
    }

    /** For each key of the checkpoint topic, the notes of tasks apart, whether its latest value is null. */
    private static Map<String, Boolean> latest(LocalBroker broker, List<TopicPartition> partitions) {
        Map<String, Boolean> latest = new HashMap<>();
        try (CommittedReader reader = CommittedReader.open(broker.bootstrapServers(), partitions, true)) {
            reader.readToEnd(record -> {
                if (!isNote(record.key(), 0)) {
                    latest.put(
                            record.partition() + " " + new String(record.key(), StandardCharsets.ISO_8859_1),
                            record.value() == null);
                }
            });
        }
        return latest;
    }

    /** Whether an entry is the one in which a task notes what kinds of state it has. It stays, like the position. */
    private static boolean isNote(byte[] key, int from) {
        return ByteBuffer.wrap(key).getInt(from) == Task.NOTES.space();
    }

    private static List<String> remaining(Map<String, Boolean> latest) {
        return latest.entrySet().stream()
                .filter(entry -> !entry.getValue() && !entry.getKey().endsWith(" position"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The entries of every task's local store; what else is in it describes the store itself. */
    private static List<String> storedEntries(Path stateDirectory) throws IOException, RocksDBException {
        RocksDB.loadLibrary();
        List<Path> stores;
        try (Stream<Path> files = Files.list(stateDirectory)) {
            stores = files.filter(file -> file.getFileName().toString().matches("task-\\d+"))
                    .toList();
        }
        assertThat(stores).hasSize(PARTITIONS);
        List<String> entries = new ArrayList<>();
        for (Path store : stores) {
            try (Options options = new Options();
                    RocksDB db = RocksDB.openReadOnly(options, store.toString());
                    RocksIterator all = db.newIterator()) {
                for (all.seekToFirst(); all.isValid(); all.next()) {
                    if (all.key()[0] == 'e' && !isNote(all.key(), 1)) {
                        entries.add(store.getFileName() + " " + new String(all.key(), StandardCharsets.ISO_8859_1));
                    }
                }
                all.status();
            }
        }
        return entries;
    }
}
