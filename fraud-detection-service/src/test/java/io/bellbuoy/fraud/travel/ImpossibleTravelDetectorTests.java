package io.bellbuoy.fraud.travel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.testing.PipelineTester;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImpossibleTravelDetectorTests {

    private static final String[] BERLIN = {"52.52", "13.405"};
    private static final String[] POTSDAM = {"52.4", "13.066"};
    private static final String[] HAMBURG = {"53.551", "9.994"};
    private static final String[] TOKYO = {"35.677", "139.65"};

    private static final ImpossibleTravelDetector DETECTOR =
            new ImpossibleTravelDetector(new ImpossibleTravelProperties(true, "payments", 900, 100, Severity.HIGH));

    private PipelineTester tester = tester();

    private static PipelineTester tester() {
        Schema schema = new Schema(List.of(
                Field.of("id", FieldType.STRING).asRequired(),
                Field.of("account", FieldType.STRING).asRequired(),
                Field.of("at", FieldType.TIMESTAMP).asRequired(),
                Field.of("latitude", FieldType.DECIMAL),
                Field.of("longitude", FieldType.DECIMAL),
                Field.of("cardPresent", FieldType.BOOLEAN)));
        StreamSpec payments = new StreamSpec(
                "payments",
                schema,
                "id",
                "account",
                TimeSource.field("at"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                null,
                true);
        RuleSet rules = new RuleSet("travel", List.of(payments), List.of(), List.of());
        return new PipelineTester(rules, List.of(DETECTOR), 1, Instant.EPOCH);
    }

    private void pay(String id, String time, String[] place) {
        pay(id, time, place[0], place[1], true);
        tester.crash();
    }

    private void pay(
            String id,
            String time,
            @Nullable String latitude,
            @Nullable String longitude,
            @Nullable Boolean cardPresent) {
        Map<String, @Nullable Object> event = new HashMap<>();
        event.put("id", id);
        event.put("account", "A");
        event.put("at", "2026-01-05T" + time + "Z");
        event.put("latitude", latitude);
        event.put("longitude", longitude);
        event.put("cardPresent", cardPresent);
        tester.send("payments", event);
    }

    private List<String> rang() {
        return tester.outputs().alerts().stream()
                .map(alert -> alert.eventId() + ": " + alert.message())
                .toList();
    }

    @AfterEach
    void afterTheLongestWayNothingIsKept() {
        assertThat(tester.outputs().dead()).isEmpty();
        tester.watermark(Instant.parse("2026-01-07T00:00:00Z"));
        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void nobodyPaysInTokyoAnHourAfterBerlin() {
        pay("p1", "10:00:00", BERLIN);
        pay("p2", "11:00:00", TOKYO);

        assertThat(rang()).containsExactly("p2: 8915.4 km in 60.0 min between two card-present payments (8915.4 km/h)");
        Output.Alert alert = tester.outputs().alerts().get(0);
        assertThat(alert.rule()).isEqualTo("impossible-travel");
        assertThat(alert.severity()).isEqualTo(Severity.HIGH);
        assertThat(alert.key()).isEqualTo(Map.of("account", "A"));
        assertThat(alert.condition()).isEqualTo("kilometres > 100 && kilometresPerHour > 900");
        assertThat(alert.values())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("previousTransactionId", "p1"),
                        Map.entry("previousTime", Instant.parse("2026-01-05T10:00:00Z")),
                        Map.entry("fromLatitude", new BigDecimal("52.52")),
                        Map.entry("fromLongitude", new BigDecimal("13.405")),
                        Map.entry("transactionId", "p2"),
                        Map.entry("time", Instant.parse("2026-01-05T11:00:00Z")),
                        Map.entry("toLatitude", new BigDecimal("35.677")),
                        Map.entry("toLongitude", new BigDecimal("139.65")),
                        Map.entry("kilometres", new BigDecimal("8915.4")),
                        Map.entry("minutes", new BigDecimal("60.0")),
                        Map.entry("kilometresPerHour", new BigDecimal("8915.4"))));
    }

    @Test
    void aFlightOfTenHoursIsPossible() {
        pay("p1", "00:00:00", BERLIN);
        pay("p2", "10:00:00", TOKYO);

        assertThat(rang()).isEmpty();
    }

    @Test
    void theSpeedLimitItselfIsAllowed() {
        pay("p1", "00:00:00", "0", "0", true);
        pay("p2", "01:00:00", "0", "8.093", true);
        assertThat(rang()).isEmpty();

        pay("p3", "02:00:00", "0", "16.188", true);
        assertThat(rang()).hasSize(1);
    }

    @Test
    void shortWaysNeverRing() {
        pay("p1", "10:00:00", BERLIN);
        pay("p2", "10:00:01", POTSDAM);
        pay("p3", "10:00:01", BERLIN);

        assertThat(rang()).isEmpty();
    }

    @Test
    void theSamePlaceNeverRings() {
        pay("p1", "10:00:00", BERLIN);
        pay("p2", "10:00:00", BERLIN);
        pay("p3", "10:00:01", BERLIN);

        assertThat(rang()).isEmpty();
    }

    @Test
    void twoPlacesAtOneMomentRingWithoutASpeed() {
        pay("p1", "10:00:00", BERLIN);
        pay("p2", "10:00:00", HAMBURG);

        assertThat(rang())
                .hasSize(1)
                .first()
                .asString()
                .matches("p2: 25\\d\\.\\d km in 0\\.0 min between two card-present payments");
        assertThat(tester.outputs().alerts().get(0).values()).containsEntry("kilometresPerHour", null);
    }

    @Test
    void onlyCardPresentPaymentsWithCoordinatesSayWhereTheAccountIs() {
        pay("p1", "10:00:00", BERLIN);
        pay("p2", "10:10:00", TOKYO[0], TOKYO[1], false);
        pay("p3", "10:20:00", TOKYO[0], TOKYO[1], null);
        pay("p4", "10:30:00", TOKYO[0], null, true);
        pay("p5", "10:40:00", null, TOKYO[1], true);
        pay("p6", "10:50:00", BERLIN);

        assertThat(rang()).isEmpty();
    }

    @Test
    void aPaymentThatArrivesLateIsHeldAgainstBothItsNeighbours() {
        pay("p1", "10:00:00", BERLIN);
        pay("p3", "10:00:04", BERLIN);
        assertThat(rang()).isEmpty();

        pay("p2", "10:00:02", TOKYO);

        assertThat(tester.outputs().alerts())
                .extracting(alert -> alert.eventId() + ": " + alert.values().get("previousTransactionId") + " to "
                        + alert.values().get("transactionId"))
                .containsExactly("p2: p1 to p2", "p2: p2 to p3");
        assertThat(tester.outputs().alerts()).extracting(Output.Alert::id).doesNotHaveDuplicates();
    }

    @Test
    void aPaymentOlderThanAllThatIsKnownIsHeldAgainstTheOneAfterIt() {
        pay("p2", "10:00:04", TOKYO);
        pay("p1", "10:00:01", BERLIN);

        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> assertThat(alert.values())
                .containsEntry("previousTransactionId", "p1")
                .containsEntry("transactionId", "p2"));
        assertThat(tester.outputs().alerts().get(0).eventId()).isEqualTo("p1");
    }

    @Test
    void theSamePaymentTwiceRingsOnce() {
        pay("p1", "10:00:00", BERLIN);
        pay("p2", "10:30:00", TOKYO);
        pay("p2", "10:30:00", TOKYO);

        assertThat(rang()).hasSize(1);
    }

    @Test
    void noImpossibleWayIsMissedInAnyOrderOfArrival() {
        long seed = Long.getLong("test.seed", 20260302L);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            // 3 s apart, so that neighbours alone can overtake each other within the out-of-orderness.
            List<Integer> order = new ArrayList<>();
            String[][] places = new String[12][];
            for (int i = 0; i < places.length; i++) {
                places[i] = random.nextBoolean() ? BERLIN : TOKYO;
                order.add(i);
            }
            assertThat(pairs(places, order))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(neighbours(places));
            for (int i = 0; i + 1 < order.size(); i += 2) {
                if (random.nextBoolean()) {
                    Collections.swap(order, i, i + 1);
                }
            }
            assertThat(pairs(places, order))
                    .as("seed %d, round %d", seed, round)
                    .containsAll(neighbours(places));
        }
    }

    /** Payments 3 s apart, sent in an order; the ways that rang. */
    private TreeSet<String> pairs(String[][] places, List<Integer> order) {
        tester = tester();
        for (int i : order) {
            pay("p" + (char) ('a' + i), "10:00:%02d".formatted(3 * i), places[i][0], places[i][1], true);
        }
        TreeSet<String> pairs = new TreeSet<>();
        tester.outputs()
                .alerts()
                .forEach(alert -> pairs.add(alert.values().get("previousTransactionId") + " "
                        + alert.values().get("transactionId")));
        return pairs;
    }

    private static TreeSet<String> neighbours(String[][] places) {
        TreeSet<String> pairs = new TreeSet<>();
        for (int i = 0; i + 1 < places.length; i++) {
            if (places[i] != places[i + 1]) {
                pairs.add("p" + (char) ('a' + i) + " p" + (char) ('a' + i + 1));
            }
        }
        return pairs;
    }

    @Test
    void theStoredFormIsPinned() {
        Stop one = new Stop(1000, new Place(52_520_000, -13_405_000), "p1");
        Itinerary itinerary = Itinerary.EMPTY.with(one).with(new Stop(999, new Place(0, 1), "p0"));
        StateOutput out = new StateOutput();
        DETECTOR.write(itinerary, out);

        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("02" + "ce0f" + "00" + "02" + "027030" + "d00f" + "80918b32" + "8fade40c" + "027031");
        assertThat(DETECTOR.read(new StateInput(out.toByteArray()))).isEqualTo(itinerary);
    }
}
