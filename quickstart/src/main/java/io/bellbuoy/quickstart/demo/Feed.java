package io.bellbuoy.quickstart.demo;

import io.bellbuoy.quickstart.generate.Emission;
import io.bellbuoy.quickstart.generate.TransactionGenerator;
import io.bellbuoy.quickstart.topic.Feeder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Sends the generated stream: first at full speed, then at a steady rate, then the watermarks that end it. Single-threaded. */
final class Feed {

    /** Longer than any window of the service's alerts, shorter than its blocks and features, which are to stay to be seen. */
    private static final Duration FINAL_WATERMARK_AFTER = Duration.ofMinutes(30);

    private static final Duration DISORDER = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofMinutes(10);
    private static final long LONGEST_PAUSE_NANOS = 5_000_000;

    private final TransactionGenerator generator;
    private final Feeder feeder;
    private Instant nextHeartbeat = Instant.MIN;
    private Instant latest = Instant.MIN;

    Feed(TransactionGenerator generator, Feeder feeder) {
        this.generator = generator;
        this.feeder = feeder;
    }

    /** Sends the next so many events as fast as the broker takes them, until it is told to stop. */
    void atFullSpeed(long events, BooleanSupplier stop) {
        for (long i = 0; i < events && generator.hasNext() && !stop.getAsBoolean(); i++) {
            send(generator.next());
        }
        feeder.flush();
    }

    /**
     * Sends the rest at a steady rate, until it is told to stop.
     *
     * @param rate events a second
     * @param announce is told the id of each event just before it is sent
     */
    void atRate(int rate, Consumer<String> announce, BooleanSupplier stop) {
        long start = System.nanoTime();
        for (long i = 0; generator.hasNext() && !stop.getAsBoolean(); i++) {
            awaitNanos(start + i * 1_000_000_000L / rate, stop);
            Emission emission = generator.next();
            announce.accept(emission.eventId());
            send(emission);
        }
        feeder.flush();
    }

    /** Ends both streams, and sends what the till has sold after that, so that it is not late whenever it is put right. */
    void end() {
        Instant end = latest.plus(FINAL_WATERMARK_AFTER);
        FraudTopics.INPUTS.forEach(topic -> feeder.sendWatermarks(topic, end));
        Instant later = end.plus(DISORDER);
        Till.sales(later).forEach(sale -> feeder.send(FraudTopics.TRANSACTIONS, sale.accountId(), sale.value(), later));
        feeder.flush();
    }

    private void send(Emission emission) {
        heartbeat(emission.emittedAt());
        boolean transaction = emission.stream() == Emission.Stream.TRANSACTIONS;
        String topic = transaction ? FraudTopics.TRANSACTIONS : FraudTopics.VERIFICATIONS;
        feeder.send(topic, emission.key(), emission.value(), emission.emittedAt());
        latest = emission.emittedAt();
    }

    /**
     * Verifications are rare, and a silent stream that is not known to be at its end holds the common watermark back, so that
     * late events would not be found late. So its source says now and then that time goes on.
     */
    private void heartbeat(Instant now) {
        if (!now.isBefore(nextHeartbeat)) {
            feeder.sendWatermarks(FraudTopics.VERIFICATIONS, now.minus(DISORDER));
            nextHeartbeat = now.plus(HEARTBEAT);
        }
    }

    private static void awaitNanos(long due, BooleanSupplier stop) {
        long left = due - System.nanoTime();
        while (left > 0 && !stop.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_PAUSE_NANOS));
            left = due - System.nanoTime();
        }
    }
}
