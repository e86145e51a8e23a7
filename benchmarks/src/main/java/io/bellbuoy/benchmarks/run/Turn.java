package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.contender.Entrant;
import java.time.Duration;
import java.util.List;

/**
 * One turn of a system.
 *
 * @param name of the process; also its group, and the name of its state and its log
 * @param topic the input
 * @param threads that it reads with
 * @param warmUp events that are not measured
 * @param events that are measured
 * @param endless whether it waits for more at the input's end
 * @param commitInterval unless the system has its own
 * @param profiled whether the Java Flight Recorder runs while it is measured
 * @param properties of Bellbuoy, {@code name=value}
 * @param fields that a consumer which parses takes out of an event; none: those of the high-value rule
 */
public record Turn(
        String name,
        Entrant system,
        String topic,
        int threads,
        long warmUp,
        long events,
        boolean endless,
        Duration commitInterval,
        boolean profiled,
        List<String> properties,
        List<String> fields) {

    public Turn {
        properties = List.copyOf(properties);
        fields = List.copyOf(fields);
    }

    /** A name that may be that of a topic too. */
    public static String name(int run, Entrant system) {
        return "bench-" + system.label().replace('@', '-') + "-" + run;
    }

    /** One that does not end by itself. */
    public static Turn endless(
            String name, Entrant system, String topic, int threads, Duration commitInterval, List<String> properties) {
        return new Turn(
                name, system, topic, threads, 0, Integer.MAX_VALUE, true, commitInterval, false, properties, List.of());
    }
}
