package io.bellbuoy.deadletters.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Phase;
import io.bellbuoy.deadletters.redrive.job.Progress;
import io.bellbuoy.deadletters.redrive.run.RedriveRunner;
import io.bellbuoy.deadletters.redrive.send.Lane;
import io.bellbuoy.deadletters.redrive.send.RedriveHeaders;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.TestBroker;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** An instance ends between two steps, and another takes its job over. */
@SuppressWarnings("try") // instances are closed and not spoken to
class TakeoverTests {

    @Test
    void whatWasClaimedAndNotSentIsSent() {
        Desk desk = desk("claimed", 10);
        Job job = start(desk);
        try (Instance first = new Instance(desk, "first")) {
            first.claim(job).close();
        }
        isTakenOver(desk, job);
        eachWasSentOnce(desk, "claimed", 10);
    }

    @Test
    void whatWasSentAndNotCommittedIsSentAgainAndSeenOnce() {
        Desk desk = desk("uncommitted", 10);
        Job job = start(desk);
        try (Instance first = new Instance(desk, "first")) {
            first.claim(job).close();
        }
        try (KafkaProducer<byte[], byte[]> producer = Letters.transactional("test-redrive-" + job.lane())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(Letters.plain("uncommitted", Letters.bytes("key-0"), Letters.bytes("open")));
            producer.flush();
            isTakenOver(desk, job);
        }
        eachWasSentOnce(desk, "uncommitted", 10);
    }

    @Test
    void whatWasCommittedAndNotNotedIsNotSentAgain() {
        Desk desk = desk("committed", 10);
        Job job = start(desk);
        try (Instance first = new Instance(desk, "first");
                Lane lane = first.claim(job)) {
            first.send(lane, job);
        }
        isTakenOver(desk, job);
        eachWasSentOnce(desk, "committed", 10);
    }

    @Test
    void anInstanceThatWasThoughtGoneSendsNothingMore() {
        Desk desk = desk("zombie", 10);
        Job job = start(desk);
        try (Instance first = new Instance(desk, "first");
                Lane lane = first.claim(job)) {
            var attempts = first.outbox.sending(job.id());
            var prepared = lane.prepare(attempts);
            isTakenOver(desk, job);
            assertThatThrownBy(() -> lane.send(attempts, prepared, 1)).isInstanceOf(KafkaException.class);
            first.outbox.notSent(job.id());
            first.outbox.doubt(job.id(), "none of its business");
        }
        assertThat(desk.job(job.id()).state()).isEqualTo(JobState.DONE);
        eachWasSentOnce(desk, "zombie", 10);
    }

    @Test
    void withoutTheOffsetABatchIsInDoubtUntilSomebodySays() throws Exception {
        Desk desk = desk("doubt", 10);
        Job job = start(desk);
        try (Instance first = new Instance(desk, "first");
                Lane lane = first.claim(job)) {
            first.send(lane, job);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.address()))) {
            admin.deleteConsumerGroups(List.of("test-redrive-" + job.lane()))
                    .all()
                    .get();
        }
        try (Instance second = new Instance(desk, "second")) {
            RedriveRunner runner = second.run();
            Job stopped = desk.awaitEnd(job.id(), JobState.STOPPED);
            assertThat(stopped.phase()).isEqualTo(Phase.DOUBT);
            assertThat(stopped.reason()).startsWith("Whether batch 1 was sent cannot be found out");
            assertThat(desk.states()).isEqualTo("9 OPEN, 1 REDRIVING");
            desk.redrives.settle(job.id(), true, "ann");
            Eventually.holds(
                    () -> assertThat(desk.redrives.progress(job.id())).isEqualTo(new Progress(0, 0, 0, 1, 0, 0, 9)));
            runner.stop();
        }
        assertThat(desk.states()).isEqualTo("9 OPEN, 1 REDRIVEN");
        desk.ledger.isConsistent();
    }

    private static Desk desk(String topic, int letters) {
        Desk desk = new Desk("takeover_" + topic).migrate();
        TestBroker.createTopic(topic, 1);
        desk.collect(IntStream.range(0, letters)
                .mapToObj(i -> Letters.ours(topic + "-dlt", "key-" + i, topic, i, "no amount"))
                .toList());
        return desk;
    }

    private static Job start(Desk desk) {
        return desk.job(desk.start(Desk.ALL, Desk.QUICK).job());
    }

    private static void isTakenOver(Desk desk, Job job) {
        try (Instance second = new Instance(desk, "second")) {
            RedriveRunner runner = second.run();
            desk.awaitEnd(job.id(), JobState.DONE);
            runner.stop();
        }
    }

    private static void eachWasSentOnce(Desk desk, String topic, int count) {
        assertThat(TopicReader.all(topic).stream().map(record -> TopicReader.header(record, RedriveHeaders.REDRIVE_ID)))
                .hasSize(count)
                .containsExactlyInAnyOrderElementsOf(
                        desk.ledger.texts("select redrive_id from redrive_attempt where outcome = 'SUCCEEDED'"));
        assertThat(desk.states()).isEqualTo(count + " REDRIVEN");
        desk.ledger.isConsistent();
    }
}
