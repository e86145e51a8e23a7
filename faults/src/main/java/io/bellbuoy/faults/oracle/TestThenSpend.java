package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A payment below 2 and one above 900 less than 2 minutes behind it, in the order of time; a match ends what began before. */
final class TestThenSpend implements RuleOracle {

    private static final long WITHIN = 2 * 60_000;

    private final TreeSet<Payment> waiting =
            new TreeSet<>(Comparator.comparingLong(Payment::time).thenComparing(Payment::id));
    private final Map<String, List<Payment>> begun = new HashMap<>();

    @Override
    public String name() {
        return "test-then-spend";
    }

    @Override
    public boolean isInOrder() {
        return true;
    }

    private static boolean isSmall(Payment payment) {
        return payment.cents() < 200;
    }

    private static boolean isLarge(Payment payment) {
        return payment.cents() > 90_000;
    }

    @Override
    public boolean onEvent(Payment payment, long watermark, Outcomes out) {
        if (payment.time() < watermark) {
            return isSmall(payment) || isLarge(payment);
        }
        waiting.add(payment);
        return false;
    }

    @Override
    public void onWatermark(long watermark, Outcomes out) {
        while (!waiting.isEmpty() && waiting.first().time() < watermark) {
            take(waiting.pollFirst(), out);
        }
    }

    private void take(Payment payment, Outcomes out) {
        List<Payment> tests = begun.computeIfAbsent(payment.account(), any -> new ArrayList<>());
        tests.removeIf(test -> payment.time() - test.time() >= WITHIN);
        if (isSmall(payment)) {
            tests.add(payment);
        } else if (isLarge(payment) && !tests.isEmpty()) {
            long begin = tests.get(0).time();
            tests.clear();
            out.add(Outcome.alert(name(), payment.account(), begin, payment.id(), 1, "FIRING", Map.of()));
        }
    }
}
