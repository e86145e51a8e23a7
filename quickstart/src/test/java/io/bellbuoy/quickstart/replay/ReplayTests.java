package io.bellbuoy.quickstart.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bellbuoy.quickstart.broker.LocalBroker;
import io.bellbuoy.quickstart.broker.TestBroker;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.console.TestConsole;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTests {

    private static final String CSV = """
            id,when,who,amount,present
            t1,2018-06-17T00:00:51Z,0042,81.50,true
            t2,2018-06-17 00:00:50,0043,1e2,false
            t3,never,0043,5,
            t4,2018-06-17T00:00:52Z,,5,
            t5
            t6,1529193652500,0042,7,
            """;

    @TempDir
    private static Path directory;

    private static LocalBroker broker;

    private final TestConsole console = new TestConsole();

    @BeforeAll
    static void start() {
        broker = TestBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void rowsBecomeEventsAndAWatermarkEndsEveryPartition() throws IOException {
        Path file = directory.resolve("events.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }

        Replay.Result result = new Replay(settings(file, "csv", 3), console.console()).run(() -> false);

        assertThat(result).isEqualTo(new Replay.Result(3, 3, Instant.parse("2018-06-17T01:00:52.501Z")));
        assertThat(console.problems())
                .containsExactly(
                        "events.csv.gz:4: left out: the time in 'timestamp' is not understood; allowed are ISO-8601, epoch"
                                + " seconds and epoch milliseconds",
                        "events.csv.gz:5: left out: no value for 'accountId'",
                        "events.csv.gz:6: left out: 1 fields where the header has 5");
        List<ConsumerRecord<byte[], byte[]>> records = read("csv");
        assertThat(records.stream().filter(r -> r.value() != null))
                .extracting(r -> text(r.key()), r -> text(r.value()), ConsumerRecord::timestamp)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(
                                "0042",
                                "{\"transactionId\":\"t1\",\"timestamp\":\"2018-06-17T00:00:51.000Z\",\"accountId\":\"0042\","
                                        + "\"amount\":\"81.50\",\"cardPresent\":true}",
                                1529193651000L),
                        Tuple.tuple(
                                "0043",
                                "{\"transactionId\":\"t2\",\"timestamp\":\"2018-06-17T00:00:50.000Z\",\"accountId\":\"0043\","
                                        + "\"amount\":\"1e2\",\"cardPresent\":false}",
                                1529193650000L),
                        Tuple.tuple(
                                "0042",
                                "{\"transactionId\":\"t6\",\"timestamp\":\"2018-06-17T00:00:52.500Z\",\"accountId\":\"0042\","
                                        + "\"amount\":\"7\"}",
                                1529193652500L));
        assertThat(records.stream().filter(r -> r.value() == null)).hasSize(3).allSatisfy(watermark -> {
            assertThat(watermark.key()).isNull();
            assertThat(text(watermark.headers().lastHeader("bellbuoy-watermark").value()))
                    .isEqualTo("1529197252501");
        });
    }

    @Test
    void ndjsonIsRead() throws IOException {
        Path file = Files.writeString(
                directory.resolve("events.ndjson"),
                "{\"id\":\"t1\",\"when\":1529193651,\"who\":\"true\",\"amount\":0.10,\"present\":true}\n");

        Replay.Result result = new Replay(settings(file, "ndjson", 1), console.console()).run(() -> false);

        assertThat(result.sent()).isEqualTo(1);
        assertThat(text(read("ndjson").get(0).value()))
                .isEqualTo(
                        "{\"transactionId\":\"t1\",\"timestamp\":\"2018-06-17T00:00:51.000Z\",\"accountId\":\"true\","
                                + "\"amount\":\"0.10\",\"cardPresent\":true}");
    }

    @Test
    void missingTopicIsAProblemUnlessPartitionsAreGiven() throws IOException {
        Path file = Files.writeString(directory.resolve("one.csv"), CSV);

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> new Replay(settings(file, "missing", null), console.console()).run(() -> false))
                .withMessageContaining("Topic 'missing' does not exist");
    }

    @Test
    void missingFileIsAProblem() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() ->
                        new Replay(settings(directory.resolve("no.csv"), "csv", 1), console.console()).run(() -> false))
                .withMessageContaining("There is no readable file");
    }

    private static ReplaySettings settings(Path file, String topic, @Nullable Integer partitions) {
        return new ReplaySettings(
                broker.bootstrapServers(),
                new RowFile(file, RowFile.Format.AUTO),
                topic,
                Mapping.parse("transactionId=id,timestamp=when,accountId=who,amount=amount,cardPresent=present"),
                "accountId",
                "timestamp",
                Speed.MAX,
                null,
                partitions,
                Duration.ofHours(1));
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Topics topics = Topics.open(broker.bootstrapServers());
                CommittedReader reader = CommittedReader.open(broker.bootstrapServers(), topics.require(topic), true)) {
            reader.readToEnd(records::add);
        }
        return records;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
