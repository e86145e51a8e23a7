package io.bellbuoy.benchmarks.recovery;

import io.bellbuoy.benchmarks.generate.Payment;
import io.bellbuoy.benchmarks.generate.Workload;
import java.util.Iterator;

/**
 * First one small payment of each account, which fills the state within minutes of event time; then, without an end, small ones
 * of accounts in turn, each hundredth of which is so large that all of its windows ring.
 */
final class Payments implements Iterator<Payment> {

    private static final int ACCOUNTS_A_MILLISECOND = 10;
    private static final int SMALL_CENTS = 1_00;
    private static final int LARGE_CENTS = 20_000_00;
    private static final int LARGE_EVERY = 100;
    /** Shares no factor with the usual numbers of accounts, so that it leads to all of them. */
    private static final int STRIDE = 7_919;

    private final int accounts;
    private int number;

    Payments(int accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Payment next() {
        int fill = Math.min(number, accounts) / ACCOUNTS_A_MILLISECOND;
        long time = Workload.START.toEpochMilli() + fill + Math.max(0, number - accounts);
        boolean large = number >= accounts && number % LARGE_EVERY == 0;
        int account = number < accounts ? number : (int) ((long) number * STRIDE % accounts);
        return new Payment(number++, account, large ? LARGE_CENTS : SMALL_CENTS, time, time);
    }
}
