package io.bellbuoy.deadletters.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Phase;
import io.bellbuoy.deadletters.redrive.job.Progress;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a redrive feels its way: with the whole service, and services that read again what is redriven. */
@SuppressWarnings("try") // services run without being spoken to
class CanaryTests {

    private static final Care WATCHFUL = new Care(Duration.ofMillis(1500), 0.2, 1_000_000, 1_000_000, 1000);

    private static Desk desk;
    private static Service service;

    @BeforeAll
    static void start() {
        desk = new Desk("canary");
        service = Service.start(desk.url(), "canary");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aGroupWhoseCauseIsFixedDrains() throws Exception {
        deadLetters("canary-fixed", 200);
        try (Processor fixed = Processor.start("canary-fixed", "fixed", key -> false)) {
            long job = redrive("canary-fixed", WATCHFUL);
            desk.awaitEnd(job, JobState.DONE);
            assertThat(desk.redrives.progress(job)).isEqualTo(new Progress(0, 0, 0, 200, 0, 0, 0));
        }
        assertThat(TopicReader.all("canary-fixed")).hasSize(200);
        assertThat(open("canary-fixed")).isZero();
        desk.ledger.isConsistent();
    }

    @Test
    void aGroupWhoseCauseIsNotFixedStopsInTheFirstSteps() throws Exception {
        deadLetters("canary-broken", 200);
        try (Processor broken = Processor.start("canary-broken", "broken", key -> true)) {
            long job = redrive("canary-broken", WATCHFUL);
            Job stopped = desk.awaitEnd(job, JobState.STOPPED);
            assertThat(stopped.reason())
                    .contains("came back as dead letters", "the share of 0.2000 that stop-at allows");
            Progress progress = desk.redrives.progress(job);
            assertThat(progress.returned()).isBetween(1L, 8L);
            assertThat(progress.released()).isBetween(192L, 199L);
        }
        // Each record is open once: as the dead letter that it was, or as the one that it came back as.
        assertThat(open("canary-broken")).isEqualTo(200);
        assertThat(desk.ledger.number("""
                        select count(*) from redrive_attempt join dead_letter d on d.id = returned_as
                        where topic = 'canary-broken' and d.state = 'OPEN' and d.redrive_id = redrive_attempt.redrive_id
                        """)).isPositive();
        desk.ledger.isConsistent();
    }

    @Test
    void aRecordThatComesBackTooOftenIsParked() throws Exception {
        deadLetters("canary-stubborn", 1);
        try (Processor broken = Processor.start("canary-stubborn", "stubborn", key -> true)) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                long expected = attempt + 1;
                desk.awaitEnd(redrive("canary-stubborn", WATCHFUL), JobState.STOPPED);
                Eventually.holds(() -> assertThat(desk.ledger.number(
                                "select count(*) from dead_letter where origin_topic = 'canary-stubborn'"))
                        .isEqualTo(expected));
            }
        }
        assertThat(desk.ledger.texts(
                        "select state from dead_letter where origin_topic = 'canary-stubborn' order by id"))
                .containsExactly("REDRIVEN", "REDRIVEN", "REDRIVEN", "PARKED");
        assertThat(TopicReader.all("canary-stubborn").stream()
                        .map(record -> TopicReader.header(record, "bellbuoy-redrive-attempt")))
                .containsExactly("1", "2", "3");
        desk.ledger.isConsistent();
    }

    @Test
    void aConsumerGroupThatFallsBehindStopsIt() throws Exception {
        deadLetters("canary-behind", 50);
        readTo("canary-behind", 0);
        long job = redrive("canary-behind", new Care(Duration.ZERO, 0.2, 0, 1_000_000, 1000));
        assertThat(desk.awaitEnd(job, JobState.STOPPED).reason())
                .contains("Consumer group fraud-detection is", "more than the lag-limit of 0");
        assertThat(open("canary-behind")).isEqualTo(49);
    }

    @Test
    void itWaitsForItsReadersAndPausesResumesAndIsCancelled() throws Exception {
        deadLetters("canary-paused", 50);
        readTo("canary-paused", 0);
        long job = redrive("canary-paused", Desk.QUICK);
        Eventually.holds(() -> assertThat(desk.job(job).waitsFor())
                .startsWith("consumer group fraud-detection to read canary-paused-0@"));
        desk.redrives.pause(job, "bob");
        readTo("canary-paused", 1_000);
        desk.awaitEnd(job, JobState.PAUSED);
        assertThat(desk.redrives.progress(job)).isEqualTo(new Progress(49, 0, 0, 1, 0, 0, 0));
        readTo("canary-paused", 0);
        desk.redrives.resume(job, "bob");
        Eventually.holds(() -> assertThat(desk.job(job).batch()).isEqualTo(2));
        Eventually.holds(() -> assertThat(desk.job(job).phase()).isEqualTo(Phase.OBSERVING));
        desk.redrives.cancel(job, "bob");
        readTo("canary-paused", 1_000);
        desk.awaitEnd(job, JobState.CANCELLED);
        assertThat(desk.redrives.progress(job)).isEqualTo(new Progress(0, 0, 0, 2, 0, 0, 48));
        assertThat(open("canary-paused")).isEqualTo(48);
        assertThat(desk.ledger.texts("select action from audit where subject = 'redrive " + job + "' order by id"))
                .containsExactly("redrive", "pause redrive", "resume redrive", "cancel redrive");
    }

    private static void deadLetters(String topic, int count) {
        TestBroker.createTopic(topic, 1);
        TestBroker.createTopic(topic + "-dlt", 1);
        try (KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            for (int i = 0; i < count; i++) {
                producer.send(Letters.ours(topic + "-dlt", "key-" + i, topic, 1_000_000 + i, "no amount of " + topic));
            }
        }
        Eventually.holds(() -> assertThat(open(topic)).isEqualTo(count));
    }

    private static long redrive(String topic, Care care) {
        return desk.start(Selection.origin(topic), care).job();
    }

    private static long open(String topic) {
        return desk.ledger.number(
                "select count(*) from dead_letter where state = 'OPEN' and origin_topic = '" + topic + "'");
    }

    /** What the group of the first dead letters says that it has read. */
    private static void readTo(String topic, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.address()))) {
            admin.alterConsumerGroupOffsets(
                            "fraud-detection", Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }
}
