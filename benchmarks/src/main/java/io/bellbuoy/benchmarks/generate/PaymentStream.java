package io.bellbuoy.benchmarks.generate;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * The events of a workload in the order of emission. Accounts are drawn by Zipf's law, so the busiest of 100,000 has a
 * twelfth of all events. Amounts lie between 1.00 and 196.00 with a mean of 40, skewed to small ones. Single-threaded.
 */
public final class PaymentStream implements Iterator<Payment> {

    private static final int LOWEST_CENTS = 100;
    private static final int SPREAD_CENTS = 19_500;

    private final Workload workload;
    private final Zipf accounts;
    /** {@link Random} since its sequence is part of its specification. */
    private final Random random;

    private int number;

    public PaymentStream(Workload workload) {
        this.workload = workload;
        this.accounts = new Zipf(workload.accounts());
        this.random = new Random(workload.seed());
    }

    @Override
    public boolean hasNext() {
        return number < workload.events();
    }

    @Override
    public Payment next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All " + number + " events were given.");
        }
        long emitted = Workload.START.toEpochMilli() + number;
        long delay = (long) (Workload.OUT_OF_ORDERNESS.toMillis() * squared(random.nextDouble()));
        int cents = LOWEST_CENTS + (int) (SPREAD_CENTS * squared(squared(random.nextDouble())));
        return new Payment(number++, accounts.next(random), cents, emitted - delay, emitted);
    }

    private static double squared(double value) {
        return value * value;
    }
}
