package io.bellbuoy.stream.state;

import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One broker for all tests of this package, until the JVM ends; each test has topics of its own. */
final class Broker {

    private static final EmbeddedKafkaBroker BROKER = start();

    private Broker() {}

    static String address() {
        return BROKER.getBrokersAsString();
    }

    private static EmbeddedKafkaBroker start() {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 1)
                .brokerProperties(Map.of(
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "transaction.state.log.num.partitions", "4",
                        "log.cleaner.backoff.ms", "200"));
        broker.afterPropertiesSet();
        return broker;
    }
}
