package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.contender.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where the input ends. A commit is asked for there, so that nobody is charged for the time until the next one would be due.
 *
 * @param offsets the offset after the last record by partition; empty if the input goes on
 */
record InputEnd(Map<Integer, Long> offsets) {

    static InputEnd of(Job job) {
        if (job.endless()) {
            return new InputEnd(Map.of());
        }
        List<TopicPartition> partitions = IntStream.range(0, job.partitions())
                .mapToObj(partition -> new TopicPartition(job.topic(), partition))
                .toList();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, job.bootstrapServers()))) {
            var ends = admin.listOffsets(partitions.stream()
                            .collect(HashMap::new, (map, p) -> map.put(p, OffsetSpec.latest()), HashMap::putAll))
                    .all()
                    .get();
            Map<Integer, Long> offsets = new HashMap<>();
            ends.forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
            return new InputEnd(Map.copyOf(offsets));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for the input's end.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not tell the input's end: " + e.getCause(), e);
        }
    }

    /** Whether a record is the last of its partition. */
    boolean isLast(RecordMetadata record) {
        Long end = offsets.get(record.partition());
        return end != null && record.offset() + 1 >= end;
    }
}
