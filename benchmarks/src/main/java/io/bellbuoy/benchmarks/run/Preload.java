package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.generate.ExpectedAlerts;
import io.bellbuoy.benchmarks.generate.Payment;
import io.bellbuoy.benchmarks.generate.PaymentJson;
import io.bellbuoy.benchmarks.generate.PaymentStream;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.console.Progress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the input to its topic, once for all runs. Not compressed, so that no system's time goes into that. */
public final class Preload {

    private static final int BATCH_BYTES = 256 * 1024;
    private static final int PROGRESS_EVERY = 50_000;

    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * Sends all events.
     *
     * @param expected each of which hears of all events
     */
    public void send(
            Workload workload,
            String bootstrapServers,
            String topic,
            Collection<ExpectedAlerts> expected,
            Progress progress) {
        PaymentStream payments = new PaymentStream(workload);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            while (payments.hasNext()) {
                Payment payment = payments.next();
                expected.forEach(each -> each.add(payment));
                producer.send(record(topic, payment), (sent, error) -> failure.compareAndSet(null, error));
                if (payment.number() % PROGRESS_EVERY == 0) {
                    progress.at(payment.number());
                }
            }
            producer.flush();
        }
        progress.at(workload.events());
        throwFailure();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Payment payment) {
        byte[] key = PaymentJson.account(payment.account()).getBytes(StandardCharsets.US_ASCII);
        return new ProducerRecord<>(topic, null, payment.emitted(), key, PaymentJson.of(payment));
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                // A new topic may refuse the first request and take the second, out of order.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES);
    }

    private void throwFailure() {
        Exception error = failure.get();
        if (error != null) {
            throw new Problem("The broker did not take the input: " + error.getMessage(), error);
        }
    }
}
