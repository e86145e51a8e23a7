package io.bellbuoy.deadletters.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.send.RedriveHeaders;
import io.bellbuoy.deadletters.testkit.ChildService;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

/** 10,000 dead letters are redriven; the service is killed five times on the way. */
class RedrivenOnceTests {

    private static final int LETTERS = 10_000;
    private static final int KILLS = 5;
    private static final Care CARE = new Care(Duration.ZERO, 0.2, 1_000_000, 1_000_000, 100);

    private final Desk desk = new Desk("redriven_once");

    @Test
    void everyDeadLetterReachesItsTopicOnce() {
        TestBroker.createTopic("redriven-once", 3);
        TestBroker.createTopic("redriven-once-dlt", 3);
        try (KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            for (int i = 0; i < LETTERS; i++) {
                producer.send(Letters.ours("redriven-once-dlt", "key-" + i, "redriven-once", i, "no amount"));
            }
        }
        ChildService service = start();
        long job;
        try {
            desk.ledger.awaitStored(LETTERS);
            job = desk.start(Selection.origin("redriven-once"), CARE).job();
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitSent(service, kill * LETTERS / (KILLS + 2), kill % 2 == 1 ? "SENDING" : "OBSERVING");
                service.kill();
                System.out.println("RedrivenOnceTests: killed with " + desk.redrives.progress(job) + " in phase "
                        + desk.job(job).phase());
                service = start();
            }
            desk.awaitEnd(job, JobState.DONE);
        } finally {
            service.kill();
        }
        List<ConsumerRecord<byte[], byte[]>> records = TopicReader.all("redriven-once");
        assertThat(records).hasSize(LETTERS);
        assertThat(records.stream().map(record -> TopicReader.header(record, RedriveHeaders.REDRIVE_ID)))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        desk.ledger.texts("select redrive_id from redrive_attempt where outcome = 'SUCCEEDED'"));
        assertThat(records.stream().map(record -> new String(record.key(), StandardCharsets.UTF_8)))
                .doesNotHaveDuplicates();
        assertThat(desk.states()).isEqualTo(LETTERS + " REDRIVEN");
        desk.ledger.isConsistent();
    }

    private void awaitSent(ChildService service, long count, String phase) {
        Eventually.holds(() -> {
            assertThat(service.isAlive())
                    .as("alive; see target/redriven-once.log")
                    .isTrue();
            assertThat(sent()).isGreaterThanOrEqualTo(count);
        });
        // Seen from outside, so that where exactly the kill hits differs from time to time.
        String now = "select phase from redrive_job where state = 'RUNNING'";
        for (List<String> seen = List.of(""); !seen.isEmpty() && !seen.contains(phase); ) {
            seen = desk.ledger.texts(now);
        }
    }

    private long sent() {
        return desk.ledger.number(
                "select count(*) from redrive_attempt where outcome in ('SENT', 'SUCCEEDED', 'RETURNED')");
    }

    private ChildService start() {
        return ChildService.start(
                Path.of("target", "redriven-once.log"),
                List.of(
                        "--spring.kafka.bootstrap-servers=" + TestBroker.address(),
                        "--spring.datasource.url=" + desk.url(),
                        "--server.port=0",
                        "--bellbuoy.deadletters.collect.topics=redriven-once-dlt",
                        "--bellbuoy.deadletters.collect.group=redriven-once",
                        "--bellbuoy.deadletters.redrive.poll=20ms",
                        "--bellbuoy.deadletters.redrive.lease=1s"));
    }
}
