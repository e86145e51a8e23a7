package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.measure.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumers that do something small with each record's value and keep nothing: what any system costs at least. Fetch sizes
 * are those of Bellbuoy. Partitions are shared out by number instead of by a group, so that no rebalance reads anything
 * twice.
 */
final class PlainConsumer implements Pass {

    /** What is done with each value; used by one thread. */
    @FunctionalInterface
    interface Work {
        void on(byte[] value);
    }

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MEGABYTE = 1 << 20;

    private final String name;
    private final Function<Job, Work> works;

    PlainConsumer(String name, Function<Job, Work> works) {
        this.name = name;
        this.works = works;
    }

    @Override
    public void run(Job job, Meter meter) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < job.threads(); i++) {
            List<TopicPartition> share = share(job, i);
            Thread thread = new Thread(() -> consume(job, share, meter), name + "-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        meter.await(Contender.LIMIT);
        threads.forEach(PlainConsumer::join);
    }

    private static List<TopicPartition> share(Job job, int thread) {
        List<TopicPartition> share = new ArrayList<>();
        for (int partition = thread; partition < job.partitions(); partition += job.threads()) {
            share.add(new TopicPartition(job.topic(), partition));
        }
        return share;
    }

    private void consume(Job job, List<TopicPartition> share, Meter meter) {
        meter.opening();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings(job), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(share);
            consumer.seekToBeginning(share);
            Map<TopicPartition, Long> ends = consumer.endOffsets(share);
            Work work = works.apply(job);
            while (!isAt(consumer, ends)) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    meter.polled(System.nanoTime());
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        work.on(record.value());
                    }
                    meter.done(records.count(), System.nanoTime());
                }
            }
        } catch (RuntimeException e) {
            meter.failed(e);
        }
    }

    private static boolean isAt(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static Map<String, Object> settings(Job job) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                job.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                150_000,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                64 * MEGABYTE,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                8 * MEGABYTE,
                ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                MEGABYTE);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
