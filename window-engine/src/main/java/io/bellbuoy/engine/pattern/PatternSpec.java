package io.bellbuoy.engine.pattern;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a pattern over the events of one key. Durations are event time, in whole milliseconds.
 *
 * <p>An event matches at most once for each way to take it: a partial match skips an event only if it cannot take it
 * (skip till next match, after Agrawal, Diao, Gyllstrom and Immerman, 2008), so {@code a, b: 1+, c} takes every b before
 * c. Where an event fits both the step at hand and a later one, both are followed.
 *
 * @param steps the steps in their order
 * @param within the first and the last event taken are less than this apart; required if there can be two events
 * @param skip which partial matches a match ends
 * @param maxPartialMatches the most partial matches that a key holds, 1 or more; above that the oldest are dropped
 *     and counted
 */
public record PatternSpec(List<Step> steps, @Nullable Duration within, Skip skip, int maxPartialMatches) {

    /** The limit of partial matches of a key, unless said otherwise. */
    public static final int DEFAULT_MAX_PARTIAL_MATCHES = 1_000;

    public PatternSpec {
        steps = List.copyOf(steps);
        Objects.requireNonNull(skip, "skip");
        requireTime("within", within);
        requireNames(steps);
        requireOrder(steps);
        requireEnds(steps);
        if (within == null && canTakeTwo(steps)) {
            throw new PatternException(
                    "within", "nothing", "a time, as in 1h, since partial matches must end some time");
        }
        if (maxPartialMatches < 1) {
            throw new PatternException("max-partial-matches", Integer.toString(maxPartialMatches), "1 or more");
        }
    }

    /** A pattern with the defaults: skip past the last event, 1,000 partial matches a key. */
    public static PatternSpec of(@Nullable Duration within, Step... steps) {
        return new PatternSpec(List.of(steps), within, Skip.PAST_LAST_EVENT, DEFAULT_MAX_PARTIAL_MATCHES);
    }

    /** This pattern with another skip strategy. */
    public PatternSpec skip(Skip strategy) {
        return new PatternSpec(steps, within, strategy, maxPartialMatches);
    }

    /** This pattern with another limit. */
    public PatternSpec maxPartialMatches(int limit) {
        return new PatternSpec(steps, within, skip, limit);
    }

    private static void requireNames(List<Step> steps) {
        Set<String> names = new HashSet<>();
        for (String name : steps.stream().flatMap(step -> names(step).stream()).toList()) {
            if (!name.matches("[a-z][A-Za-z0-9]*")) {
                throw new PatternException("pattern, name", "'" + name + "'", "lowerCamelCase, as in newDevice");
            }
            if (name.equals("features")) {
                throw new PatternException("pattern, name", "'features', which stands for features", "another name");
            }
            if (!names.add(name)) {
                throw new PatternException("pattern, name", "'" + name + "' twice", "a name for each step");
            }
        }
    }

    static List<String> names(Step step) {
        if (step instanceof Step.Occurrence occurrence) {
            return occurrence.alternatives().stream()
                    .map(Step.Alternative::name)
                    .toList();
        }
        return List.of(((Step.Absence) step).name());
    }

    private static void requireOrder(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            if (steps.get(i) instanceof Step.Absence absence) {
                requireTime(property(absence, "for"), absence.lasting());
                if ((absence.lasting() != null) != last) {
                    throw new PatternException(
                            property(absence, "for"),
                            last ? "nothing, as the last step" : absence.lasting() + " before other steps",
                            "a time on the last step and nowhere else: an absence at the end must last for some time, "
                                    + "one in the middle lasts until the next step");
                }
                requireRelaxed(absence, last ? null : steps.get(i + 1));
            }
        }
    }

    private static void requireRelaxed(Step.Absence absence, @Nullable Step next) {
        if (next instanceof Step.Occurrence occurrence && occurrence.contiguity() == Contiguity.STRICT) {
            throw new PatternException(
                    property(occurrence, "contiguity"),
                    "strict behind the absence '" + absence.name() + "', where nothing can come between",
                    "relaxed, or no absence before it");
        }
    }

    private static void requireEnds(List<Step> steps) {
        if (steps.isEmpty()) {
            throw new PatternException("pattern", "no steps", "at least one step");
        }
        if (!(steps.get(0) instanceof Step.Occurrence first)) {
            throw new PatternException(
                    "pattern",
                    "the absence '" + names(steps.get(0)).get(0) + "' as the first step",
                    "an event first, which an absence follows");
        }
        if (first.contiguity() == Contiguity.STRICT && first.times().max() == 1) {
            throw new PatternException(property(first, "contiguity"), "strict on the first step", "relaxed");
        }
        List<Step.Occurrence> occurrences = occurrences(steps);
        Step.Occurrence last = occurrences.get(occurrences.size() - 1);
        if (last.optional()) {
            throw new PatternException(
                    property(last, "optional"),
                    "true on the last event, without which the pattern has matched already",
                    "false, or no such step");
        }
    }

    static List<Step.Occurrence> occurrences(List<Step> steps) {
        List<Step.Occurrence> occurrences = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Occurrence occurrence) {
                occurrences.add(occurrence);
            }
        }
        return occurrences;
    }

    private static boolean canTakeTwo(List<Step> steps) {
        List<Step.Occurrence> occurrences = occurrences(steps);
        return occurrences.size() > 1 || occurrences.get(0).times().max() > 1;
    }

    private static String property(Step step, String name) {
        return "pattern, step '" + names(step).get(0) + "', " + name;
    }

    private static void requireTime(String property, @Nullable Duration time) {
        if (time != null && (time.isNegative() || time.isZero() || time.toNanosPart() % 1_000_000 != 0)) {
            throw new PatternException(property, time.toString(), "a time of at least 1ms, in whole milliseconds");
        }
    }
}
