package io.bellbuoy.fraud.travel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The way between two stops that follow each other.
 *
 * @param from the earlier one
 * @param to the later one, or one of the same moment
 * @param kilometres their great-circle distance
 */
record Leg(Stop from, Stop to, double kilometres) {

    private static final double MILLIS_AN_HOUR = 3_600_000;
    private static final double MILLIS_A_MINUTE = 60_000;

    /** The way between two stops, in the order of time. */
    static Leg between(Stop one, Stop other) {
        double kilometres = one.place().kilometresTo(other.place());
        return Stop.ORDER.compare(one, other) <= 0 ? new Leg(one, other, kilometres) : new Leg(other, one, kilometres);
    }

    private long millis() {
        return to.time() - from.time();
    }

    /** Whether it is longer than a distance and needs more than a speed, kilometres and kilometres per hour. */
    boolean exceeds(double distance, double speed) {
        return kilometres > distance && kilometres * MILLIS_AN_HOUR > speed * millis();
    }

    /** The distance in kilometres, to one decimal. */
    BigDecimal roundedKilometres() {
        return rounded(kilometres);
    }

    /** The time in minutes, to one decimal. */
    BigDecimal minutes() {
        return rounded(millis() / MILLIS_A_MINUTE);
    }

    /** The speed in kilometres per hour, to one decimal; null if no time lies between. */
    @Nullable
    BigDecimal kilometresPerHour() {
        return millis() == 0 ? null : rounded(kilometres * MILLIS_AN_HOUR / millis());
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN);
    }
}
