package io.bellbuoy.benchmarks.scaling;

import io.bellbuoy.benchmarks.contender.Contenders;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.draw.DrawnRules;
import java.time.Duration;
import java.util.List;

/**
 * One way to do the job.
 *
 * @param name unique; of letters, digits and hyphens
 * @param system which does it
 * @param threads that it reads with
 * @param accounts in the input
 * @param every how far apart windows begin
 * @param properties of Bellbuoy, {@code name=value}
 * @param fields that a consumer which parses takes out of an event; none: those of the high-value rule
 * @param rules the names of drawn rules
 */
record Variant(
        String name,
        Entrant system,
        int threads,
        int accounts,
        Duration every,
        List<String> properties,
        List<String> fields,
        List<String> rules) {

    private static final Duration EVERY = Duration.ofMinutes(1);

    Variant {
        properties = List.copyOf(properties);
        fields = List.copyOf(fields);
        rules = List.copyOf(rules);
    }

    /** Bellbuoy with the high-value rule and perhaps more properties. */
    static Variant of(String name, int threads, int accounts, List<String> properties) {
        return new Variant(
                name, Entrant.of(Contenders.BELLBUOY), threads, accounts, EVERY, properties, List.of(), List.of());
    }

    /** Bellbuoy with the high-value rule and drawn rules. */
    static Variant of(String name, int threads, int accounts, DrawnRules rules) {
        return new Variant(
                name,
                Entrant.of(Contenders.BELLBUOY),
                threads,
                accounts,
                EVERY,
                rules.properties(),
                List.of(),
                rules.names());
    }

    /** The consumer that parses the fields which these rules read. */
    static Variant parsing(String name, int threads, int accounts, DrawnRules rules) {
        return new Variant(
                name,
                Entrant.of(Contenders.BASELINE),
                threads,
                accounts,
                EVERY,
                List.of(),
                rules.fields(),
                rules.names());
    }

    /** With windows of the high-value rule that begin at another distance. */
    Variant every(Duration other) {
        return new Variant(
                name,
                system,
                threads,
                accounts,
                other,
                List.of("bellbuoy.rules.high-value.window.every=" + other.toSeconds() + "s"),
                fields,
                rules);
    }
}
