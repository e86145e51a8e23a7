package io.bellbuoy.deadletters.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.fingerprint.Fingerprints;
import io.bellbuoy.deadletters.fingerprint.GroupingProperties;
import io.bellbuoy.deadletters.letter.DeadLetter;
import io.bellbuoy.deadletters.letter.LetterReader;
import io.bellbuoy.deadletters.letter.PayloadProperties;
import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.redrive.job.Claim;
import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Phase;
import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.redrive.job.Request;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.store.Outbox;
import io.bellbuoy.deadletters.redrive.store.RedriveDesk;
import io.bellbuoy.deadletters.redrive.store.RedriveMonitor;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import io.bellbuoy.deadletters.store.DeadLetterStore;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** An operator at a database of its own. */
final class Desk {

    /** Watches a batch no longer than it takes to look, and lets half of it come back. */
    static final Care QUICK = new Care(Duration.ZERO, 0.5, 1_000_000, 1_000_000, 1000);

    static final Selection ALL = Selection.of("true", Map.of(), "everything");

    final TestDatabase server;
    final String name;
    final Ledger ledger;
    final RedriveDesk redrives;

    /** Of the same database as the transactions, whose connection it takes part in. */
    final DataSource source;

    final TransactionTemplate transaction;

    Desk(String name) {
        server = TestDatabase.shared().create(name);
        this.name = name;
        source = server.source(name);
        ledger = new Ledger(server.client(name));
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        redrives = new RedriveDesk(JdbcClient.create(source), transaction, properties());
    }

    /** Makes the tables without a service. */
    Desk migrate() {
        Flyway.configure().dataSource(source).load().migrate();
        return this;
    }

    /** Stores dead letters as if they lay in their topic one behind the other, without a service. */
    void collect(List<ProducerRecord<byte[], byte[]>> letters) {
        LetterReader reader = new LetterReader(
                new PayloadProperties(DataSize.ofKilobytes(8), DataSize.ofMegabytes(8), DataSize.ofKilobytes(1)),
                new Fingerprints(new GroupingProperties(List.of())));
        List<DeadLetter> read = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> letter : letters) {
            var record = new ConsumerRecord<>(letter.topic(), 0, read.size(), letter.key(), letter.value());
            letter.headers().forEach(record.headers()::add);
            read.add(reader.read(record));
        }
        new DeadLetterStore(new JdbcTemplate(source), transaction).save(read);
    }

    TriageDesk triage(Duration retention) {
        return new TriageDesk(JdbcClient.create(source), transaction, retention);
    }

    /** What another instance would have. */
    Outbox outbox(String owner) {
        return new Outbox(JdbcClient.create(source), transaction, properties(), owner, RedriveMonitor.NOOP);
    }

    static RedriveProperties properties() {
        return new RedriveProperties(
                Duration.ZERO,
                0.5,
                1_000_000,
                1_000_000,
                1000,
                3,
                100_000,
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                2,
                Duration.ofDays(30),
                "test-redrive");
    }

    String url() {
        return server.url(name);
    }

    Claim start(Selection selection, Care care) {
        return start(selection, null, care);
    }

    Claim start(Selection selection, @Nullable String target, Care care) {
        return redrives.start(new Request(selection, target, care, "ann"));
    }

    Job job(long id) {
        return redrives.job(id).orElseThrow();
    }

    /** Waits until it has ended and nothing of it is under way. */
    Job awaitEnd(long id, JobState state) {
        Eventually.holds(() -> {
            Job job = job(id);
            assertThat(job.state()).as(job.toString()).isEqualTo(state);
            assertThat(job.phase()).isIn(Phase.READY, Phase.DOUBT);
        });
        return job(id);
    }

    String states() {
        return String.join(
                ", ", ledger.texts("select count(*) || ' ' || state from dead_letter group by state order by state"));
    }
}
