package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Outcome;
import java.util.Map;

/** Payments below 0.05. The rule divides by the amount, so it fails on payments of nothing. */
final class Tiny implements RuleOracle {

    @Override
    public String name() {
        return "tiny";
    }

    static boolean failsOn(Payment payment) {
        return payment.cents() == 0;
    }

    @Override
    public boolean onEvent(Payment payment, long watermark, Outcomes out) {
        if (payment.cents() < 5) {
            out.add(Outcome.alert(name(), payment.account(), null, payment.id(), 1, "FIRING", Map.of()));
        }
        return false;
    }
}
