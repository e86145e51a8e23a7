package io.bellbuoy.deadletters.collect;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the database. What fails is tried again a few times, which gets over a deadlock or a lost connection. If it
 * still fails the gate closes for all threads; after the pause one of them tries, and opens it or finds it closed.
 * Thread-safe.
 */
public final class DatabaseGate {

    private static final IntervalFunction BETWEEN_ATTEMPTS =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2.0, 0.5, Duration.ofSeconds(2));

    /**
     * Why the gate is closed.
     *
     * @param since when it closed
     * @param reason what the last attempt failed with
     */
    public record Closed(Instant since, String reason) {}

    private final Clock clock;
    private final Retry retry;
    private final CircuitBreaker breaker;
    private volatile @Nullable Closed closed;

    /**
     * An open gate.
     *
     * @param attempts how often is tried before it closes
     * @param pause how long it stays closed until one may try
     */
    public DatabaseGate(int attempts, Duration pause, Clock clock) {
        this.clock = clock;
        retry = Retry.of(
                "database",
                RetryConfig.custom()
                        .maxAttempts(attempts)
                        .intervalFunction(BETWEEN_ATTEMPTS)
                        .retryOnException(failure -> !Refusals.isRefusal(failure))
                        .build());
        // One batch that failed after its retries is reason enough.
        breaker = CircuitBreaker.of(
                "database",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(1)
                        .minimumNumberOfCalls(1)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(pause)
                        .ignoreException(Refusals::isRefusal)
                        .build());
    }

    /**
     * Goes through the gate.
     *
     * @throws CallNotPermittedException if it is closed
     * @throws RuntimeException what the work failed with, also after retries; the gate is closed then, unless the
     *     database refused the data
     */
    <T> T pass(Supplier<T> work) {
        try {
            T result = CircuitBreaker.decorateSupplier(breaker, Retry.decorateSupplier(retry, work))
                    .get();
            closed = null;
            return result;
        } catch (CallNotPermittedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!Refusals.isRefusal(e)) {
                Closed before = closed;
                closed = new Closed(before == null ? clock.instant() : before.since(), Refusals.reason(e));
            }
            throw e;
        }
    }

    /** Why it is closed; null if it is open. */
    public @Nullable Closed closed() {
        return closed;
    }
}
