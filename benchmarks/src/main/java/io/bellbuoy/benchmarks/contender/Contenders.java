package io.bellbuoy.benchmarks.contender;

import java.util.List;

/** All systems, in the order of their turns. */
public final class Contenders {

    /** The one that others are compared with. */
    public static final String BASELINE = "parsing";

    private static final List<Contender> ALL = List.of(
            new PlainConsumer("polling", () -> value -> {}),
            new PlainConsumer(BASELINE, FieldParser::new),
            new BellbuoyContender());

    private Contenders() {}

    /** All of them. */
    public static List<Contender> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static Contender named(String name) {
        return ALL.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no system '%s'; there are %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ", ALL.stream().map(Contender::name).toList()))));
    }
}
