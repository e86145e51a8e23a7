package io.bellbuoy.benchmarks.live;

import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.benchmarks.generate.Payment;
import io.bellbuoy.benchmarks.generate.PaymentJson;
import io.bellbuoy.quickstart.console.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A thread that sends payments, each at its time: late ones follow at once, so that the pace holds. */
public final class Feed implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final Iterator<Payment> payments;
    private final double rate;
    private final String topic;
    private final Crossings crossings = new Crossings();
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "feed");
    private volatile boolean stopping;

    /**
     * @param payments in the order in which they are sent
     * @param rate payments a second; infinite: as fast as the broker takes them
     */
    public Feed(String bootstrapServers, String topic, Iterator<Payment> payments, double rate) {
        this.payments = payments;
        this.rate = rate;
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                settings(bootstrapServers, rate), new ByteArraySerializer(), new ByteArraySerializer());
        thread.setDaemon(true);
    }

    private static Map<String, Object> settings(String bootstrapServers, double rate) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                // A new topic may refuse the first request and take the second, out of order.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.LINGER_MS_CONFIG,
                Double.isInfinite(rate) ? 20 : 0,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024);
    }

    /** Sends the first payments at once, before the others; returns when they are acknowledged. */
    public void sendFirst(int number) {
        for (int i = 0; i < number && payments.hasNext(); i++) {
            send(payments.next());
        }
        producer.flush();
        throwFailure();
    }

    /** Begins to send the others at their pace. */
    public void start() {
        thread.start();
    }

    private void run() {
        long start = System.nanoTime();
        for (long number = 0; payments.hasNext() && !stopping; number++) {
            awaitTime(start + (long) (number / rate * NANOS));
            send(payments.next());
        }
        producer.flush();
    }

    private void send(Payment payment) {
        byte[] key = PaymentJson.account(payment.account()).getBytes(StandardCharsets.US_ASCII);
        byte[] value = PaymentJson.of(payment);
        crossings.add(payment, System.nanoTime());
        producer.send(
                new ProducerRecord<>(topic, null, payment.emitted(), key, value),
                (sent, error) -> failure.compareAndSet(null, error));
    }

    private static void awaitTime(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }

    /**
     * Waits until all payments are sent and acknowledged.
     *
     * @throws Problem if the broker did not take one
     */
    public void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while events are sent.", e);
        }
        throwFailure();
    }

    private void throwFailure() {
        Exception error = failure.get();
        if (error != null) {
            throw new Problem("The broker did not take an event: " + error.getMessage(), error);
        }
    }

    /** Sends no more; returns when what was sent is acknowledged. */
    public void stop() {
        stopping = true;
        awaitEnd();
    }

    /** When the event was sent on which each window rings, {@link System#nanoTime}. */
    public Map<Window, Long> sentAt() {
        return crossings.sentAt();
    }

    /** The windows that must ring on what was sent so far. */
    public Set<Window> windows() {
        return crossings.windows();
    }

    @Override
    public void close() {
        stopping = true;
        producer.close();
    }
}
