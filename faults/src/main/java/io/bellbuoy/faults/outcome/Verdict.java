package io.bellbuoy.faults.outcome;

import io.bellbuoy.faults.outcome.Outcome.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What came out beside what must come out.
 *
 * @param expected how many outcomes there must be, by topic
 * @param lost what did not come out
 * @param duplicate what came out more often than it must
 * @param invented what came out and must not
 * @param disordered what came out behind a later outcome of its key
 */
public record Verdict(
        Map<Channel, Integer> expected,
        List<Outcome> lost,
        List<Outcome> duplicate,
        List<Outcome> invented,
        List<Outcome> disordered) {

    /**
     * Compares.
     *
     * @param expected what must come out
     * @param seen what came out, in the order of each partition
     */
    public static Verdict of(List<Expectation> expected, List<Outcome> seen) {
        Map<Outcome, Integer> open = new HashMap<>();
        Map<Outcome, Long> causes = new HashMap<>();
        Map<Channel, Integer> sizes = new EnumMap<>(Channel.class);
        for (Expectation each : expected) {
            open.merge(each.outcome(), 1, Integer::sum);
            causes.put(each.outcome(), each.cause());
            sizes.merge(each.outcome().channel(), 1, Integer::sum);
        }
        List<Outcome> duplicate = new ArrayList<>();
        List<Outcome> invented = new ArrayList<>();
        for (Outcome outcome : seen) {
            Integer left = open.get(outcome);
            if (left == null) {
                invented.add(outcome);
            } else if (left == 0) {
                duplicate.add(outcome);
            } else {
                open.put(outcome, left - 1);
            }
        }
        List<Outcome> lost = new ArrayList<>();
        open.forEach((outcome, left) -> {
            for (int i = 0; i < left; i++) {
                lost.add(outcome);
            }
        });
        return new Verdict(sizes, lost, duplicate, invented, disordered(causes, seen));
    }

    private static List<Outcome> disordered(Map<Outcome, Long> causes, List<Outcome> seen) {
        Map<String, Long> newest = new HashMap<>();
        List<Outcome> disordered = new ArrayList<>();
        for (Outcome outcome : seen) {
            Long cause = causes.get(outcome);
            if (cause == null) {
                continue;
            }
            String key = outcome.channel() + " " + outcome.key();
            if (cause < newest.getOrDefault(key, Long.MIN_VALUE)) {
                disordered.add(outcome);
            } else {
                newest.put(key, cause);
            }
        }
        return disordered;
    }

    /** Whether everything came out once and in order, and nothing else. */
    public boolean isExact() {
        return lost.isEmpty() && duplicate.isEmpty() && invented.isEmpty() && disordered.isEmpty();
    }
}
