package io.bellbuoy.engine.condition;

import static io.bellbuoy.engine.condition.Vocabulary.DECIMAL;
import static io.bellbuoy.engine.condition.Vocabulary.TIMESTAMP;

import io.bellbuoy.engine.condition.Overload.Call;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of two places and of two times. With a null argument the result is null. */
final class Distances {

    private static final BigDecimal POLE = BigDecimal.valueOf(90);
    private static final BigDecimal DATE_LINE = BigDecimal.valueOf(180);

    /** Metres: finer digits would depend on the last bits of the arithmetic. */
    private static final int KILOMETRE_DIGITS = 3;

    private Distances() {}

    static List<Overload> overloads() {
        return List.of(
                Overload.global(
                        "distanceKm",
                        "distance_km",
                        Distances::kilometres,
                        DECIMAL,
                        DECIMAL,
                        DECIMAL,
                        DECIMAL,
                        DECIMAL),
                Overload.global(
                        "secondsBetween", "seconds_between", Distances::seconds, DECIMAL, TIMESTAMP, TIMESTAMP));
    }

    private static Node<BigDecimal> kilometres(Call call) {
        List<Node<BigDecimal>> degrees =
                List.of(call.argument(0), call.argument(1), call.argument(2), call.argument(3));
        String place = call.place();
        return bindings -> {
            double[] at = new double[4];
            boolean known = true;
            for (int i = 0; i < at.length; i++) {
                @Nullable BigDecimal value = degrees.get(i).value(bindings);
                known &= value != null;
                at[i] = value == null ? 0 : checked(value, i % 2 == 0, place);
            }
            return known ? rounded(GreatCircle.kilometres(at[0], at[1], at[2], at[3])) : null;
        };
    }

    private static double checked(BigDecimal degrees, boolean latitude, String place) {
        if (degrees.abs().compareTo(latitude ? POLE : DATE_LINE) > 0) {
            throw new EvaluationException("A " + (latitude ? "latitude" : "longitude") + " beyond "
                    + (latitude ? POLE : DATE_LINE) + " degrees in " + place
                    + ". Set bounds for the fields in the stream's schema.");
        }
        return degrees.doubleValue();
    }

    private static BigDecimal rounded(double kilometres) {
        return plain(new BigDecimal(kilometres).setScale(KILOMETRE_DIGITS, RoundingMode.HALF_EVEN));
    }

    /** From the first to the second, so negative if the second is earlier. */
    private static Node<BigDecimal> seconds(Call call) {
        Node<Instant> from = call.argument(0);
        Node<Instant> to = call.argument(1);
        return bindings -> {
            @Nullable Instant start = from.value(bindings);
            @Nullable Instant end = to.value(bindings);
            if (start == null || end == null) {
                return null;
            }
            Duration between = Duration.between(start, end);
            return plain(BigDecimal.valueOf(between.getSeconds()).add(BigDecimal.valueOf(between.getNano(), 9)));
        };
    }

    /** Without zeros at the end, and without an exponent. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
