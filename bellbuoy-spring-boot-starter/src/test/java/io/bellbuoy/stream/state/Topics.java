package io.bellbuoy.stream.state;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Makes and reads the topics of an application, for tests. */
final class Topics {

    private Topics() {}

    static StateTopics create(String application) throws InterruptedException {
        StateTopics topics = new StateTopics(application);
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topics.newLog(1, (short) 1), topics.newCheckpoint(1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException cause) {
            throw new AssertionError("The topics were not made.", cause);
        }
        return topics;
    }

    static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Broker.address()));
    }

    /** The latest value of every key, in hexadecimal digits; null for a removed one. */
    static Map<String, String> latest(TopicPartition partition) {
        Map<String, String> latest = new HashMap<>();
        try (StateClients clients = new StateClients(Map.of("bootstrap.servers", Broker.address()));
                Consumer<byte[], byte[]> consumer = clients.newConsumer()) {
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            new TopicReader(consumer, () -> false)
                    .read(partition, 0, end, polled -> polled.forEach(read -> put(latest, read)), at -> {});
        }
        return latest;
    }

    private static void put(Map<String, String> latest, ConsumerRecord<byte[], byte[]> read) {
        latest.put(
                HexFormat.of().formatHex(read.key()),
                read.value() == null ? null : HexFormat.of().formatHex(read.value()));
    }
}
