package io.bellbuoy.fraud.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTests {

    private static Place place(String latitude, String longitude) {
        return Place.of(new BigDecimal(latitude), new BigDecimal(longitude));
    }

    /** Published great-circle distances; the last four follow from the Earth's radius alone. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "London to New York,    51.5074, -0.1278,  40.7128, -74.0060,  5570",
        "Berlin to Tokyo,       52.5200, 13.4050,  35.6895, 139.6917,  8918",
        "Paris to Lyon,         48.8566,  2.3522,  45.7640,   4.8357,   392",
        "Sydney to Los Angeles, -33.8688, 151.2093, 34.0522, -118.2437, 12073",
        "Auckland to Suva over the date line, -36.8485, 174.7633, -18.1248, 178.4501, 2115",
        "a degree along the equator,          0, 0,   0, 1,   111.195",
        "a degree across the date line,       0, 179.5, 0, -179.5, 111.195",
        "pole to pole,                       90, 0, -90, 0, 20015.1",
        "to the other side,                   0, 0,   0, 180, 20015.1"
    })
    void distancesAreThoseOfTheAtlas(
            String what, String lat1, String lon1, String lat2, String lon2, double kilometres) {
        double found = place(lat1, lon1).kilometresTo(place(lat2, lon2));

        assertThat(found).isCloseTo(kilometres, within(Math.max(0.1, kilometres * 0.003)));
        assertThat(place(lat2, lon2).kilometresTo(place(lat1, lon1))).isCloseTo(found, within(1e-9));
    }

    @Test
    void distancesKeepTheTriangleInequalityAndReachNoFurtherThanHalfTheCircumference() {
        long seed = Long.getLong("test.seed", 20260301L);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Place a = random(random);
            Place b = random(random);
            Place c = random(random);
            assertThat(a.kilometresTo(a)).as("seed %d", seed).isZero();
            assertThat(a.kilometresTo(b)).as("seed %d", seed).isBetween(0.0, 20_015.2);
            assertThat(a.kilometresTo(c))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(a.kilometresTo(b) + b.kilometresTo(c) + 1e-6);
        }
    }

    private static Place random(Random random) {
        return new Place(random.nextInt(180_000_001) - 90_000_000, random.nextInt(360_000_001) - 180_000_000);
    }

    @Test
    void degreesComeBackAsTheyWereToSixDigits() {
        assertThat(place("52.5200", "-13.40500049").latitudeDegrees()).isEqualTo(new BigDecimal("52.52"));
        assertThat(place("52.5200", "-13.40500049").longitudeDegrees()).isEqualTo(new BigDecimal("-13.405"));
        assertThat(place("0", "-180").longitudeDegrees()).isEqualTo(new BigDecimal("-180"));
    }

    @Test
    void thereIsNothingBeyondThePoles() {
        assertThatThrownBy(() -> place("90.000001", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latitude=90.000001 must be from -90 to 90.");
        assertThatThrownBy(() -> place("0", "-181"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("longitude=-181 must be from -180 to 180.");
    }
}
