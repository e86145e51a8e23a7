package io.bellbuoy.benchmarks.contender.flink;

import io.bellbuoy.benchmarks.contender.AlertTopic;
import io.bellbuoy.benchmarks.contender.Contender;
import io.bellbuoy.benchmarks.contender.HighValue;
import io.bellbuoy.benchmarks.contender.Job;
import io.bellbuoy.benchmarks.contender.Pass;
import io.bellbuoy.benchmarks.measure.Meter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Flink in this process: exactly-once checkpoints, and a sink whose transactions they commit. At the input's end the source
 * ends, all windows close, and a last checkpoint follows at once.
 */
public final class FlinkPass implements Pass {

    private static final int MEGABYTE = 1 << 20;
    private static final int RECORDS = 10_000;
    private static final String TRANSACTION_TIMEOUT_MS = "600000";

    private final Shape shape;
    private final String backend;

    private FlinkPass(Shape shape, String backend) {
        this.shape = shape;
        this.backend = backend;
    }

    /** A sliding window of the API, on a state backend of Flink's. */
    public static Pass window(String backend) {
        return new FlinkPass(SlidingWindow::alerts, backend);
    }

    /** A function with slices, on a state backend of Flink's. */
    public static Pass slices(String backend) {
        return new FlinkPass(payments -> payments.process(new SlicesFunction()), backend);
    }

    @Override
    public void run(Job job, Meter meter) {
        AlertTopic.create(job);
        meter.opening();
        Meters.Progress progress = Meters.open(job.group(), meter);
        try {
            JobClient client = environment(job).executeAsync(job.group());
            client.getJobExecutionResult().get(Contender.LIMIT.toMinutes(), TimeUnit.MINUTES);
            progress.finished();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Flink runs.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Flink's job failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Flink's job took longer than " + Contender.LIMIT + ".", e);
        } catch (Exception e) {
            throw new IllegalStateException("Flink's job could not be started: " + e, e);
        } finally {
            Meters.close(job.group());
        }
    }

    private StreamExecutionEnvironment environment(Job job) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(job.threads(), FlinkSettings.of(job, backend));
        WatermarkStrategy<Tuple3<String, Long, Long>> watermarks =
                WatermarkStrategy.<Tuple3<String, Long, Long>>forBoundedOutOfOrderness(HighValue.OUT_OF_ORDERNESS)
                        .withTimestampAssigner((payment, recordTime) -> payment.f2);
        var payments = environment
                .fromSource(source(job), watermarks, "payments")
                .map(new CountingMap(job.group()))
                .returns(Types.TUPLE(Types.STRING, Types.LONG, Types.LONG))
                .keyBy(payment -> payment.f0, Types.STRING);
        shape.alerts(payments)
                .returns(Types.TUPLE(Types.STRING, Types.LONG, Types.LONG, Types.LONG))
                .sinkTo(sink(job));
        return environment;
    }

    private static KafkaSource<Tuple3<String, Long, Long>> source(Job job) {
        KafkaSourceBuilder<Tuple3<String, Long, Long>> source = KafkaSource.<Tuple3<String, Long, Long>>builder()
                .setBootstrapServers(job.bootstrapServers())
                .setTopics(job.topic())
                .setGroupId(job.group())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new PaymentSchema(job.group()))
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(RECORDS))
                .setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(64 * MEGABYTE))
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(8 * MEGABYTE))
                .setProperty(ConsumerConfig.RECEIVE_BUFFER_CONFIG, Integer.toString(MEGABYTE));
        if (!job.endless()) {
            source.setBounded(OffsetsInitializer.latest());
        }
        return source.build();
    }

    private static KafkaSink<Tuple4<String, Long, Long, Long>> sink(Job job) {
        return KafkaSink.<Tuple4<String, Long, Long, Long>>builder()
                .setBootstrapServers(job.bootstrapServers())
                .setRecordSerializer(new AlertSchema(job.alertTopic()))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(job.group())
                .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS)
                .build();
    }
}
