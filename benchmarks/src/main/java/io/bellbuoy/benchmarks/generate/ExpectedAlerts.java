package io.bellbuoy.benchmarks.generate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * By brute force what the high-value rule must find: every window of 10 minutes, sliding by 1 minute, in which an account
 * spent more than 10,000. Amounts are positive, so a window's total only grows: it exceeds the bound at some time exactly if
 * it does in the end, and an alert that rang early never has to be taken back. Events are at most {@link
 * Workload#OUT_OF_ORDERNESS} late, so none misses its windows. Single-threaded.
 */
public final class ExpectedAlerts {

    private static final long BOUND_CENTS = 10_000_00;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int MINUTES_PER_WINDOW = 10;

    /** The minute of the earliest event time. */
    private static final long FIRST_MINUTE =
            Math.floorDiv(Workload.START.minus(Workload.OUT_OF_ORDERNESS).toEpochMilli(), MINUTE);

    private final int accounts;
    private final List<int[]> centsOfMinutes = new ArrayList<>();

    public ExpectedAlerts(Workload workload) {
        this.accounts = workload.accounts();
    }

    /**
     * A window of an account that must ring.
     *
     * @param account the account's id
     * @param end the window's end
     */
    public record Window(String account, Instant end) {}

    /** Counts an event. */
    public void add(Payment payment) {
        int minute = Math.toIntExact(Math.floorDiv(payment.time(), MINUTE) - FIRST_MINUTE);
        while (centsOfMinutes.size() <= minute) {
            centsOfMinutes.add(new int[accounts]);
        }
        int[] cents = centsOfMinutes.get(minute);
        cents[payment.account()] = Math.addExact(cents[payment.account()], payment.cents());
    }

    /** All windows that must ring. */
    public Set<Window> windows() {
        Set<Window> windows = new HashSet<>();
        for (int account = 0; account < accounts; account++) {
            for (int end = 1; end < centsOfMinutes.size() + MINUTES_PER_WINDOW; end++) {
                if (total(account, end) > BOUND_CENTS) {
                    windows.add(new Window(
                            PaymentJson.account(account), Instant.ofEpochMilli((FIRST_MINUTE + end) * MINUTE)));
                }
            }
        }
        return windows;
    }

    /** The number of windows that hold any event, whether they must ring or not. */
    public long filledWindows() {
        long filled = 0;
        for (int account = 0; account < accounts; account++) {
            for (int end = 1; end < centsOfMinutes.size() + MINUTES_PER_WINDOW; end++) {
                filled += total(account, end) > 0 ? 1 : 0;
            }
        }
        return filled;
    }

    private long total(int account, int end) {
        long total = 0;
        for (int minute = Math.max(0, end - MINUTES_PER_WINDOW);
                minute < Math.min(end, centsOfMinutes.size());
                minute++) {
            total += centsOfMinutes.get(minute)[account];
        }
        return total;
    }
}
