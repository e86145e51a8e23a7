package io.bellbuoy.deadletters.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.testkit.Eventually;
import io.bellbuoy.deadletters.testkit.Ledger;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import io.bellbuoy.deadletters.testkit.TestDatabase;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** PostgreSQL is stopped and started while dead letters arrive. */
class OutageTests {

    private static final String DATABASE = "outage";

    @Test
    void collectingPausesWithoutALossAndResumesByItself() throws Exception {
        TestBroker.createTopic("outage-a-dlt", 2);
        try (TestDatabase database = TestDatabase.startOwn().create(DATABASE);
                Service service = Service.start(database.url(DATABASE), "outage");
                KafkaProducer<byte[], byte[]> producer = Letters.producer()) {
            Ledger ledger = new Ledger(database.client(DATABASE));
            send(producer, 0, 1000);
            ledger.awaitStored(1000);
            Eventually.holds(
                    () -> assertThat(TestBroker.lag("outage", "outage-a-dlt")).isZero());
            assertThat(service.health().at("/status").asString()).isEqualTo("UP");
            Eventually.holds(
                    () -> assertThat(TestBroker.members("outage").values()).containsExactly(1, 1));
            Map<String, Integer> members = TestBroker.members("outage");

            database.stop();
            send(producer, 1000, 3000);
            Eventually.holds(() -> {
                JsonNode health = service.health();
                assertThat(health.at("/status").asString()).isEqualTo("OUT_OF_SERVICE");
                assertThat(health.at("/details/paused").asString()).contains("since ");
                assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(503);
                assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
            });
            assertThat(TestBroker.lag("outage", "outage-a-dlt")).isEqualTo(2000);

            database.start();
            ledger.awaitStored(3000);
            Eventually.holds(() -> {
                assertThat(service.health().at("/status").asString()).isEqualTo("UP");
                assertThat(TestBroker.lag("outage", "outage-a-dlt")).isZero();
            });
            assertThat(TestBroker.members("outage"))
                    .as("no consumer left its group")
                    .isEqualTo(members);
            assertThat(ledger.number("select count(*) from dead_letter")).isEqualTo(3000);
            ledger.isConsistent();
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int from, int to) {
        for (int i = from; i < to; i++) {
            producer.send(Letters.ours("outage-a-dlt", "k" + i, "outage-a", i, "field amount is " + i));
        }
        producer.flush();
    }
}
