package io.bellbuoy.fraud.account;

import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One broker for all tests of this package, until the JVM ends; each test class has an application of its own. */
final class TestBroker {

    private static final EmbeddedKafkaBroker BROKER = start();

    private TestBroker() {}

    static String address() {
        return BROKER.getBrokersAsString();
    }

    private static EmbeddedKafkaBroker start() {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 1)
                .brokerProperties(Map.of(
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "transaction.state.log.num.partitions", "4",
                        "offsets.topic.num.partitions", "4",
                        "group.initial.rebalance.delay.ms", "0"));
        broker.afterPropertiesSet();
        return broker;
    }
}
