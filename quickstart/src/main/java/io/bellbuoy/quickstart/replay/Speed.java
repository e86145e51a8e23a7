package io.bellbuoy.quickstart.replay;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * How fast the time of a replay runs.
 *
 * @param factor seconds of event time in one second; 0 for as fast as the broker takes it
 */
public record Speed(double factor) {

    /** No pace at all. */
    public static final Speed MAX = new Speed(0);

    public Speed {
        if (factor < 0 || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("a speed is a number above 0, or max");
        }
    }

    /** Reads a number above 0, or {@code max}. */
    public static Speed parse(String text) {
        if (text.toLowerCase(Locale.ROOT).equals("max")) {
            return MAX;
        }
        try {
            double factor = new BigDecimal(text).doubleValue();
            if (factor > 0) {
                return new Speed(factor);
            }
        } catch (NumberFormatException notANumber) {
            // Said below, together with numbers that are too small.
        }
        throw new IllegalArgumentException("'" + text + "' is not a speed: a number above 0, such as 1 or 60, or max");
    }

    boolean isMax() {
        return factor == 0;
    }
}
