package io.bellbuoy.benchmarks.live;

import io.bellbuoy.benchmarks.contender.Slices;
import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.benchmarks.generate.Payment;
import io.bellbuoy.benchmarks.generate.PaymentJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which event makes each window ring, and when it was sent. All events of an account come from one producer, so a system that
 * rings early must ring on this very event. Written by one thread, read by any.
 */
final class Crossings {

    private final Map<Integer, Slices> accounts = new HashMap<>();
    private final Map<Window, Long> sentAt = new ConcurrentHashMap<>();

    /** Counts a payment that is about to be sent. */
    void add(Payment payment, long now) {
        accounts.computeIfAbsent(payment.account(), account -> new Slices())
                .add(
                        payment.time(),
                        payment.cents(),
                        Long.MIN_VALUE,
                        (end, total) -> sentAt.put(
                                new Window(PaymentJson.account(payment.account()), Instant.ofEpochMilli(end)), now));
    }

    /** The windows that must have rung on what was sent so far. */
    Set<Window> windows() {
        return sentAt.keySet();
    }

    /** When the event was sent on which each window rings, {@link System#nanoTime}. */
    Map<Window, Long> sentAt() {
        return sentAt;
    }
}
