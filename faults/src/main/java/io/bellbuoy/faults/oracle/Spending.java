package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Outcome;
import java.math.BigDecimal;
import java.util.Map;

/** What an account has spent in the 10 minutes up to each payment. */
final class Spending implements RuleOracle {

    private final Trailing payments = new Trailing(10 * 60_000);

    @Override
    public String name() {
        return "spend10m";
    }

    @Override
    public boolean onEvent(Payment payment, long watermark, Outcomes out) {
        if (Trailing.isLate(payment, watermark)) {
            return true;
        }
        payments.add(payment);
        BigDecimal spent = BigDecimal.valueOf(payments.sum(payment, Payment::cents), 2);
        out.add(Outcome.features(payment.account(), payment.id(), Map.of(name(), spent)));
        return false;
    }
}
