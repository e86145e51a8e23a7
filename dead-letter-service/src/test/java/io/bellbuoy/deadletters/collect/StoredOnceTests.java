package io.bellbuoy.deadletters.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.testkit.ChildService;
import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 100,000 dead letters with 300 causes; the service is killed five times and PostgreSQL restarted twice on the way. */
class StoredOnceTests {

    private static final int LETTERS = 100_000;
    private static final int CAUSES = 300;
    private static final int KILLS = 5;
    private static final int LIVES = KILLS + 1;
    private static final String DATABASE = "stored_once";

    private final TestDatabase database = TestDatabase.startOwn().create(DATABASE);
    private final Ledger ledger = new Ledger(database.client(DATABASE));

    @Test
    void everyDeadLetterIsStoredOnce() {
        List.of("once-payments-dlt", "once-orders-dlt", "once-clicks-dlt")
                .forEach(topic -> TestBroker.createTopic(topic, 4));
        ChildService service = null;
        try (KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            for (int life = 1; life <= LIVES; life++) {
                send(producer, (life - 1) * LETTERS / LIVES, life * LETTERS / LIVES);
                service = start();
                if (life == 2 || life == 4) {
                    awaitProgress(service, 1);
                    database.stop();
                    database.start();
                }
                if (life < LIVES) {
                    awaitProgress(service, life * 1500);
                    service.kill();
                    System.out.println(
                            "StoredOnceTests: killed at " + ledger.stored() + " of " + life * LETTERS / LIVES);
                }
            }
            ledger.awaitStored(LETTERS);
        } finally {
            if (service != null) {
                service.kill();
            }
        }
        assertThat(ledger.number("select count(*) from dead_letter")).isEqualTo(LETTERS);
        assertThat(ledger.number("select count(distinct convert_from(key, 'UTF8')) from dead_letter"))
                .isEqualTo(LETTERS);
        assertThat(ledger.number("select count(*) from dead_letter where repeat_of is not null"))
                .isZero();
        assertThat(ledger.number("select count(*) from dead_letter_group")).isEqualTo(CAUSES);
        ledger.isConsistent();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static ChildService start(Path log, String url) {
        return ChildService.start(
                log,
                List.of(
                        "--spring.kafka.bootstrap-servers=" + TestBroker.address(),
                        "--spring.kafka.consumer.properties.session.timeout.ms=2000",
                        "--spring.kafka.consumer.properties.heartbeat.interval.ms=500",
                        "--spring.datasource.url=" + url,
                        "--server.port=0",
                        "--bellbuoy.deadletters.collect.topics=once-.+-dlt",
                        "--bellbuoy.deadletters.collect.group=stored-once",
                        "--bellbuoy.deadletters.collect.batch=500",
                        "--bellbuoy.deadletters.collect.discovery=1s",
                        "--bellbuoy.deadletters.collect.pause=300ms"));
    }

    private ChildService start() {
        return start(Path.of("target", "stored-once.log"), database.url(DATABASE));
    }

    /** Waits until this life has stored something; of which batch that is in the middle differs from life to life. */
    private void awaitProgress(ChildService service, int atLeast) {
        long before = Math.max(0, ledger.stored());
        Eventually.holds(() -> {
            assertThat(service.isAlive())
                    .as("alive; see target/stored-once.log")
                    .isTrue();
            assertThat(ledger.stored()).isGreaterThanOrEqualTo(before + atLeast);
        });
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int from, int to) {
        for (int i = from; i < to; i++) {
            producer.send(letter(i));
        }
        producer.flush();
    }

    private static ProducerRecord<byte[], byte[]> letter(int i) {
        int cause = i % CAUSES;
        String kind = Character.toString('a' + cause / 26) + (char) ('a' + cause % 26);
        String message = "field " + kind + "zz has " + i + " characters";
        return switch (cause % 3) {
            case 0 -> Letters.ours("once-payments-dlt", "key-" + i, "once-payments", i, message);
            case 1 -> Letters.springs("once-orders-dlt", "key-" + i, "once-orders", i, "orders", message);
            default -> Letters.connects("once-clicks-dlt", "key-" + i, "once-clicks", i, message);
        };
    }
}
