package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Outcome;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** More than 40 payments in 5 minutes: an alert each 2 minutes, and a block for 3. */
final class Burst implements RuleOracle {

    private static final int LIMIT = 40;
    private static final long SIZE = 5 * 60_000;
    private static final long SILENCE = 2 * 60_000;
    private static final long BLOCKED = 3 * 60_000;

    private final Trailing payments = new Trailing(SIZE);
    private final Map<String, Long> rung = new HashMap<>();
    private final Map<String, Long> blockedUntil = new HashMap<>();
    private final TreeMap<Long, TreeSet<String>> ends = new TreeMap<>();

    @Override
    public String name() {
        return "burst";
    }

    @Override
    public boolean onEvent(Payment payment, long watermark, Outcomes out) {
        if (Trailing.isLate(payment, watermark)) {
            return true;
        }
        payments.add(payment);
        long n = payments.sum(payment, any -> 1);
        Long before = rung.get(payment.account());
        if (n > LIMIT && (before == null || payment.time() - before >= SILENCE)) {
            rung.put(payment.account(), payment.time());
            Map<String, BigDecimal> values = Map.of("n", BigDecimal.valueOf(n));
            out.add(Outcome.alert(name(), payment.account(), null, payment.id(), 1, "FIRING", values));
            block(payment.account(), payment.time(), watermark, out);
        }
        return false;
    }

    /** A further block counts if it lasts longer. */
    private void block(String account, long since, long watermark, Outcomes out) {
        long until = since + BLOCKED;
        if (until <= watermark || blockedUntil.getOrDefault(account, Long.MIN_VALUE) >= until) {
            return;
        }
        blockedUntil.put(account, until);
        ends.computeIfAbsent(until, any -> new TreeSet<>()).add(account);
        out.add(Outcome.block(account, since, until));
    }

    @Override
    public void onWatermark(long watermark, Outcomes out) {
        while (!ends.isEmpty() && ends.firstKey() <= watermark) {
            var end = ends.pollFirstEntry();
            for (String account : end.getValue()) {
                if (blockedUntil.remove(account, end.getKey())) {
                    out.add(Outcome.release(account, end.getKey()));
                }
            }
        }
    }
}
