package io.bellbuoy.faults.oracle;

import io.bellbuoy.faults.outcome.Expectation;
import io.bellbuoy.faults.outcome.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * At least 38 approved payments of a merchant in a minute, over all partitions, when the minute is over. Those that are sent late
 * are not approved, since whether they are too late would depend on how far the other partitions are. Single-threaded.
 */
final class MerchantMinute {

    private static final long MINUTE = 60_000;
    private static final int LIMIT = 38;

    private record Place(String merchant, long end) {}

    private record Total(long cents, int n) {

        Total plus(Payment payment) {
            return new Total(cents + payment.cents(), n + 1);
        }
    }

    private final Map<Place, Total> totals = new HashMap<>();

    /** Takes a payment that is no duplicate, and on which no rule failed. */
    void take(Payment payment) {
        if (payment.approved()) {
            long end = Math.floorDiv(payment.time(), MINUTE) * MINUTE + MINUTE;
            Place place = new Place(payment.merchant(), end);
            totals.put(place, totals.getOrDefault(place, new Total(0, 0)).plus(payment));
        }
    }

    /** What must have come out when all minutes are over; of one merchant in the order of time. */
    List<Expectation> expected() {
        List<Expectation> expected = new ArrayList<>();
        totals.forEach((place, total) -> {
            if (total.n() >= LIMIT) {
                Map<String, BigDecimal> values = RuleOracle.values(total.cents(), total.n());
                Outcome alert = Outcome.alert(
                        "merchant-minute", place.merchant(), place.end() - MINUTE, null, 1, "FIRING", values);
                expected.add(new Expectation(alert, place.end()));
            }
        });
        return expected;
    }
}
