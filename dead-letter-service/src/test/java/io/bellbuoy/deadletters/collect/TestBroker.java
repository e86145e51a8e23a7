package io.bellbuoy.deadletters.collect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One broker for all tests of this package, until the JVM ends; each test has topics and a group of its own. */
final class TestBroker {

    private static final EmbeddedKafkaBroker BROKER = start();

    private TestBroker() {}

    static String address() {
        return BROKER.getBrokersAsString();
    }

    static void createTopic(String name, int partitions) {
        BROKER.addTopics(new NewTopic(name, partitions, (short) 1).configs(Map.of("max.message.bytes", "12000000")));
    }

    static void deleteTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.deleteTopics(List.of(name)).all().get();
        }
    }

    private static EmbeddedKafkaBroker start() {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 1)
                .brokerProperties(Map.of(
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "transaction.state.log.num.partitions", "4",
                        "offsets.topic.num.partitions", "4",
                        "group.initial.rebalance.delay.ms", "0",
                        "group.min.session.timeout.ms", "1000",
                        "auto.create.topics.enable", "false",
                        "socket.request.max.bytes", "104857600"));
        broker.afterPropertiesSet();
        return broker;
    }
}
