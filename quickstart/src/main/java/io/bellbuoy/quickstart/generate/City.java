package io.bellbuoy.quickstart.generate;

import java.util.List;
import java.util.Locale;

/**
 * A place where payments happen.
 *
 * @param country ISO 3166-1 alpha-2
 * @param latitude degrees, north positive
 * @param longitude degrees, east positive
 */
record City(String name, String country, double latitude, double longitude) {

    private static final double EARTH_RADIUS_KM = 6371.0;

    /** Where customers live. */
    static final List<City> HOMES = List.of(
            new City("Berlin", "DE", 52.52, 13.405),
            new City("Hamburg", "DE", 53.551, 9.994),
            new City("Munich", "DE", 48.137, 11.575),
            new City("Vienna", "AT", 48.208, 16.372),
            new City("Zurich", "CH", 47.377, 8.541),
            new City("Paris", "FR", 48.857, 2.352),
            new City("Lyon", "FR", 45.764, 4.836),
            new City("Amsterdam", "NL", 52.368, 4.904),
            new City("Madrid", "ES", 40.417, -3.704),
            new City("Milan", "IT", 45.464, 9.19));

    /** Where they travel, and where cards are misused. */
    static final List<City> FAR = List.of(
            new City("New York", "US", 40.713, -74.006),
            new City("Los Angeles", "US", 34.052, -118.244),
            new City("Sao Paulo", "BR", -23.551, -46.633),
            new City("Lagos", "NG", 6.524, 3.379),
            new City("Dubai", "AE", 25.205, 55.271),
            new City("Bangkok", "TH", 13.756, 100.502),
            new City("Singapore", "SG", 1.352, 103.82),
            new City("Tokyo", "JP", 35.677, 139.65));

    /** Three letters for ids. */
    String code() {
        return name.substring(0, 3).toUpperCase(Locale.ROOT);
    }

    /** Great-circle distance by the haversine formula. */
    double kilometresTo(City other) {
        double fromLatitude = Math.toRadians(latitude);
        double toLatitude = Math.toRadians(other.latitude);
        double dLatitude = toLatitude - fromLatitude;
        double dLongitude = Math.toRadians(other.longitude - longitude);
        double h = Math.pow(Math.sin(dLatitude / 2), 2)
                + Math.cos(fromLatitude) * Math.cos(toLatitude) * Math.pow(Math.sin(dLongitude / 2), 2);
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
    }
}
