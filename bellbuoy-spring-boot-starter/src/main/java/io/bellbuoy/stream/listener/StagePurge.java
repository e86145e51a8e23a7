package io.bellbuoy.stream.listener;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Deletes the records of a stage's topic that the stage has read: nobody else reads them, and they never expire. */
public final class StagePurge {

    private static final long PATIENCE_SECONDS = 30;

    private final Admin admin;

    /** @param admin not closed here */
    public StagePurge(Admin admin) {
        this.admin = admin;
    }

    /**
     * Deletes what lies below the committed offsets of the stage's group, which bears the name of the topic.
     *
     * @throws KafkaException if the broker does not do it
     */
    public void run(String topic) {
        try {
            Map<TopicPartition, RecordsToDelete> read = new HashMap<>();
            admin.listConsumerGroupOffsets(topic)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, offset) -> {
                        if (offset != null && partition.topic().equals(topic)) {
                            read.put(partition, RecordsToDelete.beforeOffset(offset.offset()));
                        }
                    });
            if (!read.isEmpty()) {
                admin.deleteRecords(read).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("What was read of topic " + topic + " could not be deleted.", e);
        }
    }
}
