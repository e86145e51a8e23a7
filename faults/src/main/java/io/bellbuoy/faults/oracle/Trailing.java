package io.bellbuoy.faults.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The payments of each account that were not late, and what of them lies in the time up to an event. */
final class Trailing {

    private final long size;
    private final Map<String, List<Payment>> payments = new HashMap<>();

    /** @param size milliseconds */
    Trailing(long size) {
        this.size = size;
    }

    static boolean isLate(Payment payment, long watermark) {
        return payment.time() < watermark;
    }

    void add(Payment payment) {
        payments.computeIfAbsent(payment.account(), any -> new ArrayList<>()).add(payment);
    }

    /** The sum over {@code (t - size, t]}. */
    long sum(Payment asOf, ToLongFunction<Payment> value) {
        long sum = 0;
        for (Payment payment : payments.get(asOf.account())) {
            if (payment.time() > asOf.time() - size && payment.time() <= asOf.time()) {
                sum += value.applyAsLong(payment);
            }
        }
        return sum;
    }
}
