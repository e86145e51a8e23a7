package io.bellbuoy.fraud.travel;

import io.bellbuoy.engine.condition.GreatCircle;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A place on the Earth, to a millionth of a degree (11 cm at most).
 *
 * @param latitude millionths of a degree, north positive, from -90 to 90 degrees
 * @param longitude millionths of a degree, east positive, from -180 to 180 degrees
 */
record Place(int latitude, int longitude) {

    private static final int DIGITS = 6;
    private static final double MILLION = 1e6;

    Place {
        require("latitude", latitude, 90);
        require("longitude", longitude, 180);
    }

    private static void require(String name, int millionths, int degrees) {
        if (Math.abs((long) millionths) > degrees * 1_000_000L) {
            throw new IllegalArgumentException(name + "=" + degrees(millionths).toPlainString() + " must be from -"
                    + degrees + " to " + degrees + ".");
        }
    }

    /** A place in degrees. */
    static Place of(BigDecimal latitude, BigDecimal longitude) {
        return new Place(millionths(latitude), millionths(longitude));
    }

    private static int millionths(BigDecimal degrees) {
        return degrees.setScale(DIGITS, RoundingMode.HALF_EVEN).unscaledValue().intValueExact();
    }

    private static BigDecimal degrees(int millionths) {
        BigDecimal degrees = BigDecimal.valueOf(millionths, DIGITS).stripTrailingZeros();
        return degrees.scale() < 0 ? degrees.setScale(0) : degrees;
    }

    /** The latitude in degrees. */
    BigDecimal latitudeDegrees() {
        return degrees(latitude);
    }

    /** The longitude in degrees. */
    BigDecimal longitudeDegrees() {
        return degrees(longitude);
    }

    /** The great-circle distance in kilometres, as {@link GreatCircle#kilometres} says. */
    double kilometresTo(Place other) {
        return GreatCircle.kilometres(
                latitude / MILLION, longitude / MILLION, other.latitude / MILLION, other.longitude / MILLION);
    }
}
