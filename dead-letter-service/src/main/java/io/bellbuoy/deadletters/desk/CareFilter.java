package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.search.BadQueryException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * How carefully a redrive goes on, as it was given. What is left out is as in {@code bellbuoy.deadletters.redrive.*}.
 *
 * @param observe how long a batch is watched once it was read, as in 10s or 5m, up to 24h
 * @param stopAt the share of a batch that may come back, 0 to 1
 * @param lagLimit how many records a consumer group may be behind, 0 or more
 * @param rate records a second, 1 or more
 * @param maxBatch the largest batch, 1 to 10,000
 */
public record CareFilter(
        @Nullable String observe,
        @Nullable String stopAt,
        @Nullable String lagLimit,
        @Nullable String rate,
        @Nullable String maxBatch) {

    /** Nothing but the properties. */
    static final CareFilter NONE = new CareFilter(null, null, null, null, null);

    /** @throws BadQueryException if something is not allowed */
    Care over(Care properties) {
        return new Care(
                value(
                        "observe",
                        observe,
                        DurationStyle::detectAndParse,
                        properties.observe(),
                        "0s to 24h",
                        "0s",
                        "24h"),
                number("stopAt", stopAt, Double::valueOf, properties.stopAt(), 0, 1, "0 to 1"),
                number("lagLimit", lagLimit, Long::valueOf, properties.lagLimit(), 0, Long.MAX_VALUE, "0 or more"),
                number("rate", rate, Integer::valueOf, properties.rate(), 1, Integer.MAX_VALUE, "1 or more"),
                number("maxBatch", maxBatch, Integer::valueOf, properties.maxBatch(), 1, 10_000, "1 to 10000"));
    }

    private static Duration value(
            String name,
            @Nullable String text,
            Function<String, Duration> parse,
            Duration otherwise,
            String allowed,
            String least,
            String most) {
        Duration value = parsed(name, text, parse, otherwise, allowed);
        boolean within = value.compareTo(parse.apply(least)) >= 0 && value.compareTo(parse.apply(most)) <= 0;
        return within(name, value, within, text, allowed);
    }

    private static <N extends Number> N number(
            String name,
            @Nullable String text,
            Function<String, N> parse,
            N otherwise,
            double least,
            double most,
            String allowed) {
        N value = parsed(name, text, parse, otherwise, allowed);
        boolean within = value.doubleValue() >= least && value.doubleValue() <= most;
        return within(name, value, within, text, allowed);
    }

    private static <T> T parsed(
            String name, @Nullable String text, Function<String, T> parse, T otherwise, String allowed) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return parse.apply(text.strip());
        } catch (RuntimeException e) {
            throw new BadQueryException(name, text, allowed);
        }
    }

    private static <T> T within(String name, T value, boolean within, @Nullable String text, String allowed) {
        if (!within) {
            throw new BadQueryException(name, text == null ? value : text, allowed);
        }
        return value;
    }
}
