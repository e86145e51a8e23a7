package io.bellbuoy.engine.condition;

/** Distances on the Earth, the same on every machine: by {@link StrictMath}, since results must not depend on where they are computed. */
public final class GreatCircle {

    /** The mean radius of the Earth, R1 of the Geodetic Reference System 1980 (Moritz, 2000). */
    private static final double EARTH_RADIUS_KM = 6371.0088;

    private GreatCircle() {}

    /**
     * The great-circle distance in kilometres, by the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and
     * Telescope 68, 1984, p. 159). Within 0.6 % of the distance on the ellipsoid; the same in both directions.
     *
     * @param latitude of one place, degrees, from -90 to 90
     * @param longitude of one place, degrees
     * @param otherLatitude of the other place, degrees, from -90 to 90
     * @param otherLongitude of the other place, degrees
     */
    public static double kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        double from = StrictMath.toRadians(latitude);
        double to = StrictMath.toRadians(otherLatitude);
        double up = StrictMath.sin((to - from) / 2);
        double along = StrictMath.sin(StrictMath.toRadians(otherLongitude - longitude) / 2);
        double haversine = up * up + StrictMath.cos(from) * StrictMath.cos(to) * along * along;
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.min(1, StrictMath.sqrt(haversine)));
    }
}
