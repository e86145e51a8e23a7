package io.bellbuoy.benchmarks.contender;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A system that takes part, perhaps at a commit interval of its own, so that one system can take part several times.
 *
 * @param commitInterval time between its commits; null: what is usual in the benchmark
 */
public record Entrant(Contender contender, @Nullable Duration commitInterval) {

    private static final Pattern FORM = Pattern.compile("([^@]+)(?:@(\\d{1,6}))?");

    /**
     * Reads {@code NAME} or {@code NAME@MILLISECONDS}.
     *
     * @throws IllegalArgumentException if there is no such system, or it takes no interval
     */
    public static Entrant of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'%s' is no system; write NAME or NAME@MILLISECONDS".formatted(text));
        }
        Contender contender = Contenders.named(form.group(1));
        String millis = form.group(2);
        if (millis == null) {
            return new Entrant(contender, null);
        }
        if (contender.libraries() == Libraries.OWN || Integer.parseInt(millis) == 0) {
            throw new IllegalArgumentException(
                    "'%s': only Kafka Streams and Flink commit at an interval, of 1 ms or more".formatted(text));
        }
        return new Entrant(contender, Duration.ofMillis(Long.parseLong(millis)));
    }

    /** Its name in tables: that of the system, and the interval if it is its own. */
    public String label() {
        return commitInterval == null ? contender.name() : contender.name() + '@' + commitInterval.toMillis();
    }
}
