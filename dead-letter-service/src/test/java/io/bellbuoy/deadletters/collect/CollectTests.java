package io.bellbuoy.deadletters.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What is read, what is not, and what the meters say of it. */
@SuppressWarnings("try") // services run without being spoken to
class CollectTests {

    @Test
    void aTopicThatIsMadeWhileRunningIsReadFromItsBeginning() throws Exception {
        Ledger ledger = ledger("new_topic");
        TestBroker.createTopic("new-a-dlt", 1);
        try (Service service = service("new_topic", "new");
                KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            producer.send(Letters.ours("new-a-dlt", "k", "new-a", 1, "no amount"));
            ledger.awaitStored(1);
            TestBroker.createTopic("new-b-dlt", 3);
            TestBroker.createTopic("new-b", 1);
            producer.send(Letters.ours("new-b", "k", "new-b", 1, "not a dead letter"));
            producer.send(Letters.ours("new-b-dlt", "k", "new-b", 1, "no amount"));
            ledger.awaitStored(2);
            Eventually.holds(
                    () -> assertThat(service.health().at("/details/topics").toString())
                            .isEqualTo("[\"new-a-dlt\",\"new-b-dlt\"]"));
        }
        assertThat(ledger.texts("select dlt_topic from dead_letter order by id"))
                .containsExactly("new-a-dlt", "new-b-dlt");
    }

    @Test
    void whatWasAbortedIsNotCollected() {
        Ledger ledger = ledger("aborted");
        TestBroker.createTopic("aborted-a-dlt", 1);
        try (KafkaProducer<byte[], byte[]> producer = Letters.transactional("aborted")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(Letters.plain("aborted-a-dlt", null, Letters.bytes("aborted")));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(Letters.plain("aborted-a-dlt", null, Letters.bytes("committed")));
            producer.commitTransaction();
        }
        try (Service service = service("aborted", "aborted")) {
            ledger.awaitStored(1);
        }
        assertThat(ledger.texts("select convert_from(value, 'UTF8') from dead_letter"))
                .containsExactly("committed");
    }

    @Test
    void aDeadLetterThatTheDatabaseRefusesIsStoredBareAndHoldsUpNone() {
        Ledger ledger = ledger("refused");
        TestBroker.createTopic("refused-a-dlt", 1);
        try (Service service = service("refused", "refused");
                KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            ledger.jdbc()
                    .sql("alter table dead_letter add check (rule is null and (key is null or key <> 'bad'::bytea))")
                    .update();
            for (String key : new String[] {"good", "bad", "better"}) {
                producer.send(Letters.plain("refused-a-dlt", Letters.bytes(key), Letters.bytes("value")));
            }
            ledger.awaitStored(3);
        }
        assertThat(ledger.texts("""
                        select key_form || ' ' || key_size || ' ' || value_form || ' ' || value_size
                        from dead_letter order by dlt_offset
                        """)).containsExactly("PLAIN 4 PLAIN 5", "PREVIEW 3 PREVIEW 5", "PLAIN 6 PLAIN 5");
        ledger.isConsistent();
    }

    @Test
    void metersTellWhatWasCollectedAndWhatIsOpen() throws Exception {
        Ledger ledger = ledger("meters");
        TestBroker.createTopic("meters-a-dlt", 1);
        TestBroker.createTopic("meters-b-dlt", 1);
        try (Service service = service("meters", "meters");
                KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            MeterRegistry meters = service.meters();
            Eventually.holds(() -> {
                assertThat(meters.get("bellbuoy.deadletters.open").gauge().value())
                        .isZero();
                assertThat(meters.get("bellbuoy.deadletters.oldest.age").gauge().value())
                        .isZero();
            });
            assertThat(service.health().at("/details").has("alert")).isFalse();
            producer.send(new ProducerRecord<>("meters-a-dlt", null, 1_700_000_000_000L, null, Letters.bytes("old")));
            producer.send(Letters.plain("meters-a-dlt", null, null));
            producer.send(Letters.plain("meters-b-dlt", null, null));
            ledger.awaitStored(3);
            Eventually.holds(() -> {
                assertThat(meters.get("bellbuoy.deadletters.open").gauge().value())
                        .isEqualTo(3);
                assertThat(meters.get("bellbuoy.deadletters.oldest.age").gauge().value())
                        .isGreaterThan(80_000_000);
                assertThat(collected(meters, "meters-a-dlt")).isEqualTo(2);
                assertThat(collected(meters, "meters-b-dlt")).isEqualTo(1);
                assertThat(service.health().at("/details/alert").asString(""))
                        .isEqualTo("The oldest open dead letter was written at 2023-11-14T22:13:20Z, longer ago than"
                                + " monitor.oldest of PT1H");
            });
            assertThat(service.health().at("/status").asString()).isEqualTo("UP");
            assertThat(meters.get("bellbuoy.deadletters.oldest.limit").gauge().value())
                    .isEqualTo(3600);
            assertThat(meters.get("bellbuoy.deadletters.parked").gauge().value())
                    .isZero();
        }
    }

    private static double collected(MeterRegistry meters, String topic) {
        return meters.get("bellbuoy.deadletters.collected")
                .tag("topic", topic)
                .counter()
                .count();
    }

    private static Ledger ledger(String database) {
        return new Ledger(TestDatabase.shared().create(database).client(database));
    }

    private static Service service(String database, String name) {
        return Service.start(TestDatabase.shared().url(database), name);
    }
}
