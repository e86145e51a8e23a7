package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Outcome;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** At least 10 payments in a minute, when the minute is over. */
final class BusyMinute implements RuleOracle {

    private static final long MINUTE = 60_000;
    private static final int LIMIT = 10;

    private final TreeMap<Long, TreeMap<String, Integer>> counts = new TreeMap<>();

    @Override
    public String name() {
        return "busy-minute";
    }

    @Override
    public boolean onEvent(Payment payment, long watermark, Outcomes out) {
        long end = Math.floorDiv(payment.time(), MINUTE) * MINUTE + MINUTE;
        if (end <= watermark) {
            return true;
        }
        counts.computeIfAbsent(end, any -> new TreeMap<>()).merge(payment.account(), 1, Integer::sum);
        return false;
    }

    @Override
    public void onWatermark(long watermark, Outcomes out) {
        while (!counts.isEmpty() && counts.firstKey() <= watermark) {
            var closed = counts.pollFirstEntry();
            closed.getValue().forEach((account, n) -> {
                if (n >= LIMIT) {
                    Map<String, BigDecimal> values = Map.of("n", BigDecimal.valueOf(n));
                    out.add(Outcome.alert(name(), account, closed.getKey() - MINUTE, null, 1, "FIRING", values));
                }
            });
        }
    }
}
