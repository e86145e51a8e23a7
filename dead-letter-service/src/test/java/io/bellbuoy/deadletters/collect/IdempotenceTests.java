package io.bellbuoy.deadletters.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

/** What counts as the same dead letter, and what as another one of the same record. */
@SuppressWarnings("try") // services run without being spoken to
class IdempotenceTests {

    @Test
    void whatIsReadTwiceIsStoredOnce() {
        Ledger ledger = ledger("read_twice");
        TestBroker.createTopic("twice-a-dlt", 2);
        send(producer -> {
            for (int i = 0; i < 500; i++) {
                producer.send(Letters.springs("twice-a-dlt", "k" + i, "twice-a", i, "orders", "no account " + i));
            }
        });
        try (Service first = service("read_twice", "twice")) {
            ledger.awaitStored(500);
        }
        // Another group begins at the beginning.
        try (Service again = service("read_twice", "twice", "bellbuoy.deadletters.collect.group=twice-again")) {
            send(producer -> producer.send(Letters.plain("twice-a-dlt", null, Letters.bytes("the last"))));
            send(producer -> producer.send(Letters.plain("twice-a-dlt", null, Letters.bytes("the very last"))));
            ledger.awaitStored(502);
            Eventually.holds(() ->
                    assertThat(TestBroker.lag("twice-again", "twice-a-dlt")).isZero());
        }
        assertThat(ledger.number("select count(*) from dead_letter")).isEqualTo(502);
        ledger.isConsistent();
    }

    @Test
    void concurrentInstancesThatReadTheSameStoreItOnce() {
        Ledger ledger = ledger("concurrent");
        TestBroker.createTopic("concurrent-a-dlt", 4);
        send(producer -> {
            for (int i = 0; i < 4000; i++) {
                // Each record is dead-lettered twice, in the other order.
                producer.send(Letters.springs("concurrent-a-dlt", "k" + i, "a", i, "orders", "no account " + i % 7));
                producer.send(
                        Letters.springs("concurrent-a-dlt", "r" + i, "a", 3999 - i, "orders", "no account " + i % 7));
            }
        });
        try (Service one = service("concurrent", "concurrent");
                Service two = service("concurrent", "concurrent", "bellbuoy.deadletters.collect.group=other")) {
            Eventually.holds(() -> {
                assertThat(TestBroker.lag("concurrent", "concurrent-a-dlt")).isZero();
                assertThat(TestBroker.lag("other", "concurrent-a-dlt")).isZero();
            });
        }
        assertThat(ledger.number("select count(*) from dead_letter")).isEqualTo(8000);
        assertThat(ledger.number("select count(*) from dead_letter where repeat_of is null"))
                .isEqualTo(4000);
        ledger.isConsistent();
    }

    @Test
    void aRecordThatFailedAgainIsLinkedAndAnotherServiceHasItsOwn() {
        Ledger ledger = ledger("repeats");
        TestBroker.createTopic("repeats-a-dlt", 1);
        send(producer -> {
            producer.send(Letters.springs("repeats-a-dlt", "first", "a", 7, "orders", "no account"));
            producer.send(Letters.springs("repeats-a-dlt", "published twice", "a", 7, "orders", "no account"));
            producer.send(Letters.springs("repeats-a-dlt", "failed otherwise", "a", 7, "orders", "no stock"));
            producer.send(Letters.springs("repeats-a-dlt", "other service", "a", 7, "invoices", "no account"));
            producer.send(Letters.springs("repeats-a-dlt", "other record", "a", 8, "orders", "no account"));
            producer.send(Letters.springs("repeats-a-dlt", "no record", "a", -1, "orders", "no account"));
            producer.send(Letters.springs("repeats-a-dlt", "no record either", "a", -1, "orders", "no account"));
        });
        try (Service service = service("repeats", "repeats")) {
            ledger.awaitStored(7);
        }
        assertThat(ledger.texts("""
                        select convert_from(d.key, 'UTF8') || coalesce(' <- ' || convert_from(f.key, 'UTF8'), '')
                        from dead_letter d left join dead_letter f on f.id = d.repeat_of order by d.dlt_offset
                        """))
                .containsExactly(
                        "first",
                        "published twice <- first",
                        "failed otherwise <- first",
                        "other service",
                        "other record",
                        "no record",
                        "no record either");
        ledger.isConsistent();
    }

    @Test
    void aTopicThatWasMadeAnewHasDeadLettersOfItsOwn() throws Exception {
        Ledger ledger = ledger("anew");
        for (String content : List.of("before", "after")) {
            TestBroker.createTopic("anew-a-dlt", 1);
            send(producer -> producer.send(Letters.plain("anew-a-dlt", null, Letters.bytes(content))));
            try (Service service = service("anew", "anew")) {
                ledger.awaitStored(content.equals("before") ? 1 : 2);
            }
            TestBroker.deleteTopic("anew-a-dlt");
        }
        assertThat(ledger.texts("select dlt_offset || convert_from(value, 'UTF8') from dead_letter order by id"))
                .containsExactly("0before", "0after");
    }

    private static Ledger ledger(String database) {
        return new Ledger(TestDatabase.shared().create(database).client(database));
    }

    private static Service service(String database, String name, String... further) {
        return Service.start(TestDatabase.shared().url(database), name, further);
    }

    private static void send(Consumer<KafkaProducer<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            records.accept(producer);
        }
    }
}
