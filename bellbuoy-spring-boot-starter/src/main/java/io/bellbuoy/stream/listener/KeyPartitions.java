package io.bellbuoy.stream.listener;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.utils.Utils;

/** Which partition holds a key, by the rule of Kafka's own producers. Thread-safe. */
public final class KeyPartitions {

    private static final long PATIENCE_SECONDS = 5;

    private final Admin admin;
    private final String topic;
    private volatile int count;

    /**
     * @param admin asked for the number of partitions if no assignment has told it yet; not closed here
     * @param topic one of the input topics, which all have the same number of partitions
     */
    public KeyPartitions(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /**
     * The partition of a record key.
     *
     * @throws KafkaException if the number of partitions is not known and the broker does not tell it
     */
    public int partition(String recordKey) {
        return partition(recordKey, count());
    }

    /** The partition of a record key among so many: murmur2 of its UTF-8 bytes, as Kafka's producers choose it. */
    static int partition(String recordKey, int count) {
        return Utils.toPositive(Utils.murmur2(recordKey.getBytes(StandardCharsets.UTF_8))) % count;
    }

    void learn(int partitions) {
        count = partitions;
    }

    private int count() {
        if (count == 0) {
            count = describe();
        }
        return count;
    }

    private int describe() {
        try {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .size();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("The number of partitions of topic " + topic + " could not be read.", e);
        }
    }
}
