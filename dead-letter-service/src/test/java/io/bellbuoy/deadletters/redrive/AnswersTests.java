package io.bellbuoy.deadletters.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.redrive.job.Claim;
import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What cannot be redriven, and what is said about it. */
class AnswersTests {

    private static Desk desk;
    private static Service service;

    @BeforeAll
    static void start() {
        desk = new Desk("answers");
        service = Service.start(
                desk.url(),
                "answers",
                "bellbuoy.deadletters.payload.limit=100B",
                "bellbuoy.deadletters.payload.preview=9B");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aTopicThatIsNotThereStopsTheJobAndNothingIsLost() {
        deadLetter("answers-gone-dlt", Letters.ours("answers-gone-dlt", "key", "answers-gone", 1, "no amount"));
        long job = desk.start(Selection.origin("answers-gone"), Desk.QUICK).job();
        assertThat(desk.awaitEnd(job, JobState.STOPPED).reason())
                .isEqualTo("Topic answers-gone does not exist. Make it, or redrive to another topic.");
        assertThat(stateOf("answers-gone-dlt")).isEqualTo("OPEN");
    }

    @Test
    void aTopicThatIsDeletedOnTheWayStopsTheJobAndTheRestIsOpen() throws Exception {
        TestBroker.createTopic("answers-deleted", 1);
        desk.collect(IntStream.range(0, 5)
                .mapToObj(i -> Letters.ours("answers-deleted-dlt", "key-" + i, "answers-deleted", i, "no amount"))
                .toList());
        // It waits for the consumer group to read the first one, and so is between two batches when the topic goes.
        TestBroker.commit("fraud-detection", "answers-deleted", 0);
        long job = desk.start(Selection.origin("answers-deleted"), Desk.QUICK).job();
        Eventually.holds(() -> assertThat(desk.job(job).waitsFor()).contains("consumer group fraud-detection to read"));

        TestBroker.deleteTopic("answers-deleted");

        assertThat(desk.awaitEnd(job, JobState.STOPPED).reason())
                .isEqualTo("Topic answers-deleted does not exist. Make it, or redrive to another topic.");
        assertThat(desk.ledger.texts(
                        "select state from dead_letter where dlt_topic = 'answers-deleted-dlt' order by id"))
                .containsExactly("REDRIVEN", "OPEN", "OPEN", "OPEN", "OPEN");
        desk.ledger.isConsistent();
    }

    @Test
    void withoutAnOriginATopicMustBeGiven() {
        TestBroker.createTopic("answers-elsewhere", 1);
        deadLetter("answers-nowhere-dlt", Letters.plain("answers-nowhere-dlt", null, Letters.bytes("lost")));
        Selection nowhere = Selection.of("dlt_topic = 'answers-nowhere-dlt'", Map.of(), "from nowhere");
        Claim claim = desk.start(nowhere, Desk.QUICK);
        assertThat(claim).isEqualTo(new Claim(claim.job(), 0, 0, 1));
        Job stopped = desk.job(claim.job());
        assertThat(stopped.state()).isEqualTo(JobState.STOPPED);
        assertThat(stopped.reason())
                .isEqualTo("1 dead letters do not say which topic they came from. Give the topic to redrive them to.");

        long job = desk.start(nowhere, "answers-elsewhere", Desk.QUICK).job();
        desk.awaitEnd(job, JobState.DONE);
        var record = TopicReader.all("answers-elsewhere").get(0);
        assertThat(record.key()).isNull();
        assertThat(record.value()).isEqualTo(Letters.bytes("lost"));
    }

    @Test
    void whatIsStoredAsAPreviewIsReadWhereItLies() {
        TestBroker.createTopic("answers-large", 1);
        byte[] value = Letters.bytes("0123456789".repeat(100));
        deadLetter("answers-large-dlt", of("answers-large", value));
        desk.awaitEnd(desk.start(Selection.origin("answers-large"), Desk.QUICK).job(), JobState.DONE);
        var record = TopicReader.all("answers-large").get(0);
        assertThat(record.value()).isEqualTo(value);
        assertThat(IntStream.range(0, record.headers().toArray().length)
                        .mapToObj(i -> record.headers().toArray()[i].key()))
                .containsExactly("content-type", "bellbuoy-redrive-id", "bellbuoy-redrive-attempt");
    }

    @Test
    void aPreviewWhoseWholeIsGoneIsRefusedAndOpen() throws Exception {
        TestBroker.createTopic("answers-expired", 1);
        deadLetter("answers-expired-dlt", of("answers-expired", new byte[1000]));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.address()))) {
            admin.deleteRecords(Map.of(new TopicPartition("answers-expired-dlt", 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        long job = desk.start(Selection.origin("answers-expired"), Desk.QUICK).job();
        desk.awaitEnd(job, JobState.DONE);
        assertThat(desk.ledger.texts("select outcome || ': ' || reason from redrive_attempt where job = " + job))
                .containsExactly(
                        "REFUSED: It was stored as a preview only, and answers-expired-dlt-0@0 is no longer in its"
                                + " topic. The original has to be sent again by whoever has it.");
        assertThat(stateOf("answers-expired-dlt")).isEqualTo("OPEN");
    }

    @Test
    void whatIsTooLargeForTheTopicIsRefusedAndTheOthersGo() throws Exception {
        TestBroker.createTopic("answers-small", 1);
        TestBroker.limit("answers-small", 2000);
        deadLetter("answers-small-dlt", of("answers-small", random(5000)));
        try (KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            for (int i = 0; i < 4; i++) {
                producer.send(Letters.ours("answers-small-dlt", "key-" + i, "answers-small", i, "no amount"));
            }
        }
        Eventually.holds(() -> assertThat(count("answers-small-dlt")).isEqualTo(5));
        long job = desk.start(Selection.origin("answers-small"), Desk.QUICK).job();
        desk.awaitEnd(job, JobState.DONE);
        assertThat(desk.redrives.progress(job).refused()).isEqualTo(1);
        assertThat(TopicReader.all("answers-small")).hasSize(4);
        desk.ledger.isConsistent();
    }

    @Test
    void twoOperatorsGetEachDeadLetterOnce() {
        Desk shared = new Desk("two_operators").migrate();
        shared.collect(IntStream.range(0, 5000)
                .mapToObj(i -> Letters.ours("two-dlt", "key-" + i, "two", i, "no amount"))
                .toList());
        String fingerprint =
                shared.ledger.texts("select fingerprint from dead_letter_group").get(0);
        List<CompletableFuture<Claim>> operators = IntStream.range(0, 2)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> shared.start(Selection.group(fingerprint), Desk.QUICK)))
                .toList();
        List<Claim> claims = operators.stream().map(CompletableFuture::join).toList();
        assertThat(claims.get(0).claimed() + claims.get(1).claimed()).isEqualTo(5000);
        assertThat(claims).allSatisfy(claim -> assertThat(claim.claimed() + claim.elsewhere())
                .isEqualTo(5000));
        assertThat(shared.ledger.number("select count(distinct letter) from redrive_attempt"))
                .isEqualTo(5000);
        shared.ledger.isConsistent();
    }

    private static ProducerRecord<byte[], byte[]> of(String origin, byte[] value) {
        var letter = Letters.ours(origin + "-dlt", "large", origin, 99, "no amount");
        var record = Letters.plain(origin + "-dlt", letter.key(), value);
        record.headers().add("content-type", Letters.bytes("application/json"));
        letter.headers().forEach(record.headers()::add);
        return record;
    }

    /** Bytes that do not compress. */
    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static void deadLetter(String topic, ProducerRecord<byte[], byte[]> letter) {
        TestBroker.createTopic(topic, 1);
        try (KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            producer.send(letter);
        }
        Eventually.holds(() -> assertThat(count(topic)).isEqualTo(1));
    }

    private static long count(String topic) {
        return desk.ledger.number("select count(*) from dead_letter where dlt_topic = '" + topic + "'");
    }

    private static String stateOf(String topic) {
        return desk.ledger
                .texts("select state from dead_letter where dlt_topic = '" + topic + "'")
                .get(0);
    }
}
