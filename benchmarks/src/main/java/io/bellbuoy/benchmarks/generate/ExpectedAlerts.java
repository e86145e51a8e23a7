package io.bellbuoy.benchmarks.generate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * By brute force what the high-value rule must find: every window of 10 minutes, sliding by 1 minute or what is given, in which an account
 * spent more than 10,000. Amounts are positive, so a window's total only grows: it exceeds the bound at some time exactly if
 * it does in the end, and an alert that rang early never has to be taken back. Events are at most {@link
 * Workload#OUT_OF_ORDERNESS} late, so none misses its windows. Single-threaded.
 */
public final class ExpectedAlerts {

    private static final long BOUND_CENTS = 10_000_00;
    private static final Duration SIZE = Duration.ofMinutes(10);
    private static final int SLICE_BITS = 16;
    private static final int CENTS_BITS = 24;

    private final long sliceMillis;
    private final int slicesPerWindow;
    /** The slice of the earliest event time. */
    private final long firstSlice;
    /** Account, slice and cents of each event, so that sorting brings together what belongs together. */
    private long[] events = new long[1 << 16];

    private int count;

    public ExpectedAlerts() {
        this(Duration.ofMinutes(1));
    }

    /** @param every how far apart windows begin; a part of 10 minutes */
    public ExpectedAlerts(Duration every) {
        this.sliceMillis = every.toMillis();
        this.slicesPerWindow = Math.toIntExact(SIZE.toMillis() / sliceMillis);
        this.firstSlice =
                Math.floorDiv(Workload.START.minus(Workload.OUT_OF_ORDERNESS).toEpochMilli(), sliceMillis);
    }

    /**
     * A window of an account that must ring.
     *
     * @param account the account's id
     * @param end the window's end
     */
    public record Window(String account, Instant end) {}

    /** Hears of the windows of accounts that hold anything. */
    private interface Totals {
        void window(int account, long end, long total);
    }

    /** Counts an event. */
    public void add(Payment payment) {
        long slice = Math.floorDiv(payment.time(), sliceMillis) - firstSlice;
        if (slice < 0 || slice >>> SLICE_BITS != 0 || payment.cents() >>> CENTS_BITS != 0) {
            throw new IllegalArgumentException(
                    "Event " + payment.number() + " is too far off, or its amount too large.");
        }
        if (count == events.length) {
            events = Arrays.copyOf(events, Math.multiplyExact(count, 2));
        }
        events[count++] = ((long) payment.account() << SLICE_BITS | slice) << CENTS_BITS | payment.cents();
    }

    /** All windows that must ring. */
    public Set<Window> windows() {
        Set<Window> windows = new HashSet<>();
        forEach((account, end, total) -> {
            if (total > BOUND_CENTS) {
                windows.add(new Window(
                        PaymentJson.account(account), Instant.ofEpochMilli((firstSlice + end) * sliceMillis)));
            }
        });
        return windows;
    }

    /** The number of windows that hold any event, whether they must ring or not. */
    public long filledWindows() {
        long[] filled = new long[1];
        forEach((account, end, total) -> filled[0]++);
        return filled[0];
    }

    private void forEach(Totals totals) {
        Arrays.sort(events, 0, count);
        int from = 0;
        while (from < count) {
            int to = from;
            NavigableMap<Integer, Long> centsOfSlices = new TreeMap<>();
            while (to < count && account(events[to]) == account(events[from])) {
                int slice = (int) (events[to] >>> CENTS_BITS) & (1 << SLICE_BITS) - 1;
                centsOfSlices.merge(slice, events[to] & (1 << CENTS_BITS) - 1, Long::sum);
                to++;
            }
            forEach(account(events[from]), centsOfSlices, totals);
            from = to;
        }
    }

    private static int account(long event) {
        return (int) (event >>> SLICE_BITS + CENTS_BITS);
    }

    private void forEach(int account, NavigableMap<Integer, Long> centsOfSlices, Totals totals) {
        int end = centsOfSlices.firstKey() + 1;
        while (end <= centsOfSlices.lastKey() + slicesPerWindow) {
            Collection<Long> window =
                    centsOfSlices.subMap(end - slicesPerWindow, end).values();
            if (!window.isEmpty()) {
                totals.window(
                        account, end, window.stream().mapToLong(Long::longValue).sum());
            }
            end++;
        }
    }
}
