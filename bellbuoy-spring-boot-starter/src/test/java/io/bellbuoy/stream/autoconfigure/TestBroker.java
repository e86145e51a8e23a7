package io.bellbuoy.stream.autoconfigure;

import java.util.HashMap;
import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Starts a broker of one node that can do transactions; whoever starts it destroys it. */
final class TestBroker {

    private TestBroker() {}

    static EmbeddedKafkaKraftBroker start() {
        return start(Map.of());
    }

    /** @param further settings of the broker beside those that transactions on one node need */
    static EmbeddedKafkaKraftBroker start(Map<String, String> further) {
        Map<String, String> settings = new HashMap<>(further);
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(settings);
        broker.afterPropertiesSet();
        return broker;
    }
}
