package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * More than 10,000 in 10 minutes, sliding by one: rings as soon as a window holds that, is revised when the window closes and by
 * events that come up to a minute later.
 */
final class HighValue implements RuleOracle {

    private static final long MINUTE = 60_000;
    private static final long SIZE = 10 * MINUTE;
    private static final long LATENESS = MINUTE;
    private static final long LIMIT_CENTS = 1_000_000;

    private record Total(long cents, long n) {}

    private record Rung(int revision, Total total) {}

    private record Place(String account, long end) {}

    private final Map<String, List<Payment>> payments = new HashMap<>();
    private final Map<Place, Rung> rung = new HashMap<>();
    /** Windows that rang and are open, by end. */
    private final TreeMap<Long, List<Place>> open = new TreeMap<>();

    @Override
    public String name() {
        return "high-value";
    }

    @Override
    public boolean onEvent(Payment payment, long watermark, Outcomes out) {
        long last = Math.floorDiv(payment.time(), MINUTE) * MINUTE + SIZE;
        if (isOver(last, watermark)) {
            return true;
        }
        payments.computeIfAbsent(payment.account(), any -> new ArrayList<>()).add(payment);
        for (long end = last - SIZE + MINUTE; end <= last; end += MINUTE) {
            boolean closed = end <= watermark;
            if (!isOver(end, watermark) && (closed || !rung.containsKey(new Place(payment.account(), end)))) {
                ask(new Place(payment.account(), end), payment.id(), closed, out);
            }
        }
        return false;
    }

    private static boolean isOver(long end, long watermark) {
        return watermark != Long.MIN_VALUE && end <= watermark - LATENESS;
    }

    private void ask(Place place, @Nullable String event, boolean closed, Outcomes out) {
        Total total = total(place);
        Rung before = rung.get(place);
        if (total.cents() <= LIMIT_CENTS || before != null && before.total().equals(total)) {
            return;
        }
        int revision = before == null ? 1 : before.revision() + 1;
        out.add(Outcome.alert(
                name(),
                place.account(),
                place.end() - SIZE,
                event,
                revision,
                before == null ? "FIRING" : "REVISED",
                RuleOracle.values(total.cents(), total.n())));
        rung.put(place, new Rung(revision, total));
        if (!closed) {
            open.computeIfAbsent(place.end(), any -> new ArrayList<>()).add(place);
        }
    }

    private Total total(Place place) {
        long cents = 0;
        long n = 0;
        for (Payment payment : payments.get(place.account())) {
            if (payment.time() >= place.end() - SIZE && payment.time() < place.end()) {
                cents += payment.cents();
                n++;
            }
        }
        return new Total(cents, n);
    }

    @Override
    public void onWatermark(long watermark, Outcomes out) {
        while (!open.isEmpty() && open.firstKey() <= watermark) {
            open.pollFirstEntry().getValue().forEach(place -> ask(place, null, true, out));
        }
    }
}
