package io.bellbuoy.fraud.travel;

import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rings when an account pays in two places, the card present at both, that lie further apart than anyone travels in the
 * time between. Each payment is held against the one before it and, if it arrives late, against the one after it; by event
 * time, so the order of arrival within the out-of-orderness does not matter. Payments without the card, or without
 * coordinates, say nothing about where the account is. Declined ones do.
 */
final class ImpossibleTravelDetector implements Detector<Itinerary> {

    /** The fields it reads. */
    static final List<Field> FIELDS = List.of(
            Field.of("cardPresent", FieldType.BOOLEAN),
            Field.of("latitude", FieldType.DECIMAL),
            Field.of("longitude", FieldType.DECIMAL));

    /** Half of the Earth's circumference, rounded up: nothing is further. */
    private static final int FURTHEST_KM = 20_100;

    private final ImpossibleTravelProperties settings;

    ImpossibleTravelDetector(ImpossibleTravelProperties settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "impossible-travel";
    }

    @Override
    public String stream() {
        return settings.stream();
    }

    @Override
    public String version() {
        return "1-" + settings.maxSpeed() + "-" + settings.minDistance();
    }

    /** As long as the longest way takes: whatever lies further back cannot ring. */
    @Override
    public Duration timeToLive() {
        return Duration.ofMinutes(FURTHEST_KM * 60L / settings.maxSpeed() + 1);
    }

    @Override
    public Finding<Itinerary> detect(Event event, Schema schema, @Nullable Itinerary state) {
        Stop stop = stop(event, schema);
        Itinerary known = state == null ? Itinerary.EMPTY : state;
        if (stop == null || known.has(stop)) {
            return Finding.none(state);
        }
        List<Raised> alerts = known.legs(stop).stream()
                .filter(leg -> leg.exceeds(settings.minDistance(), settings.maxSpeed()))
                .map(this::raised)
                .toList();
        return new Finding<>(known.with(stop), alerts);
    }

    private static @Nullable Stop stop(Event event, Schema schema) {
        if (!Boolean.TRUE.equals(event.value(schema.position("cardPresent")))) {
            return null;
        }
        Object latitude = event.value(schema.position("latitude"));
        Object longitude = event.value(schema.position("longitude"));
        return latitude == null || longitude == null
                ? null
                : new Stop(event.time(), Place.of((BigDecimal) latitude, (BigDecimal) longitude), event.id());
    }

    private Raised raised(Leg leg) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("previousTransactionId", leg.from().transactionId());
        values.put("previousTime", Instant.ofEpochMilli(leg.from().time()));
        values.put("fromLatitude", leg.from().place().latitudeDegrees());
        values.put("fromLongitude", leg.from().place().longitudeDegrees());
        values.put("transactionId", leg.to().transactionId());
        values.put("time", Instant.ofEpochMilli(leg.to().time()));
        values.put("toLatitude", leg.to().place().latitudeDegrees());
        values.put("toLongitude", leg.to().place().longitudeDegrees());
        values.put("kilometres", leg.roundedKilometres());
        values.put("minutes", leg.minutes());
        values.put("kilometresPerHour", leg.kilometresPerHour());
        return new Raised(settings.severity(), message(leg), values, condition());
    }

    private static String message(Leg leg) {
        BigDecimal speed = leg.kilometresPerHour();
        return leg.roundedKilometres().toPlainString() + " km in "
                + leg.minutes().toPlainString() + " min between two card-present" + " payments"
                + (speed == null ? "" : " (" + speed.toPlainString() + " km/h)");
    }

    private String condition() {
        return "kilometres > " + settings.minDistance() + " && kilometresPerHour > " + settings.maxSpeed();
    }

    @Override
    public void write(Itinerary state, StateOutput out) {
        state.write(out);
    }

    @Override
    public Itinerary read(StateInput in) {
        return Itinerary.read(in);
    }
}
