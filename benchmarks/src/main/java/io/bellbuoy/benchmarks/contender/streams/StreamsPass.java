package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.contender.AlertTopic;
import io.bellbuoy.benchmarks.contender.Contender;
import io.bellbuoy.benchmarks.contender.Job;
import io.bellbuoy.benchmarks.contender.Pass;
import io.bellbuoy.benchmarks.measure.AssignmentLog;
import io.bellbuoy.benchmarks.measure.Meter;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Kafka Streams with exactly-once, fetching as much as the others, with more room than by default for records and caches. */
public final class StreamsPass implements Pass {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
    private static final int MEGABYTE = 1 << 20;
    private static final int RECORDS = 10_000;
    private static final int SESSION_TIMEOUT_MS = 15_000;

    private final Shape shape;

    private StreamsPass(Shape shape) {
        this.shape = shape;
    }

    /** A hopping window of the DSL. */
    public static Pass dsl() {
        return new StreamsPass(new DslTopology());
    }

    /** A processor with slices on the standard store. */
    public static Pass slices() {
        return new StreamsPass(new SlicesTopology(StandardStore.kind()));
    }

    /** A processor with slices on a heap store of its own. */
    public static Pass slicesOnHeap() {
        return new StreamsPass(new SlicesTopology(HeapStore.kind()));
    }

    @Override
    public void run(Job job, Meter meter) {
        AlertTopic.create(job);
        InputEnd end = InputEnd.of(job);
        AssignmentLog.listen(meter);
        meter.opening();
        try (KafkaStreams streams =
                new KafkaStreams(shape.topology(job, end), settings(job), new MeteredClients(meter, job.topic()))) {
            streams.setUncaughtExceptionHandler(failure -> {
                meter.failed(failure);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            meter.await(Contender.LIMIT);
            streams.close(CLOSE_LIMIT);
        }
    }

    private static Properties settings(Job job) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, job.group());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, job.bootstrapServers());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, job.commitInterval().toMillis());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, job.threads());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, job.state().toString());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 256L * MEGABYTE);
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, RECORDS);
        consumer(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        consumer(settings, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 * MEGABYTE);
        consumer(settings, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * MEGABYTE);
        consumer(settings, ConsumerConfig.RECEIVE_BUFFER_CONFIG, MEGABYTE);
        if (job.endless()) {
            // Bellbuoy's, so that a restart waits as long for a member that was killed.
            consumer(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
            consumer(settings, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, job.group());
        }
        return settings;
    }

    private static void consumer(Properties settings, String name, Object value) {
        settings.put(StreamsConfig.mainConsumerPrefix(name), value);
    }
}
