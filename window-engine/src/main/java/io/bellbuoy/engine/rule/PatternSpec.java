package io.bellbuoy.engine.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a pattern over the events of one key. Durations are event time, in whole milliseconds.
 *
 * <p>An event matches at most once for each way to take it: a partial match skips an event only if it cannot take it
 * (skip till next match, after Agrawal, Diao, Gyllstrom and Immerman, 2008), so {@code a, b: 1+, c} takes every b before
 * c. Where an event fits both the step at hand and a later one, both are followed.
 *
 * <p>Whether it can match at all is checked with the rule that has it, which the message names.
 *
 * @param steps the steps in their order
 * @param within the first and the last event taken are less than this apart; required if there can be two events
 * @param skip which partial matches a match ends
 * @param maxPartialMatches the most partial matches that a key holds, 1 or more; above that the oldest are dropped
 *     and counted
 * @param timeouts the topic to which partial matches out of time are published; null: none
 */
public record PatternSpec(
        List<Step> steps,
        @Nullable Duration within,
        Skip skip,
        int maxPartialMatches,
        @Nullable String timeouts) {

    /** The limit of partial matches of a key, unless said otherwise. */
    public static final int DEFAULT_MAX_PARTIAL_MATCHES = 1_000;

    /** Which partial matches a match ends, so that one happening does not ring many times. */
    public enum Skip {
        /** All that began at or before the last event of the match: no event is in two matches. */
        PAST_LAST,
        /** All that began at the same event: each event is the first of one match at most. */
        TO_NEXT,
        /** None: every match counts. */
        NONE
    }

    public PatternSpec {
        steps = List.copyOf(steps);
        Objects.requireNonNull(skip, "skip");
    }

    /** A pattern with the defaults: skip past the last event, 1,000 partial matches a key, none published. */
    public static PatternSpec of(@Nullable Duration within, Step... steps) {
        return new PatternSpec(List.of(steps), within, Skip.PAST_LAST, DEFAULT_MAX_PARTIAL_MATCHES, null);
    }

    /** This pattern with another skip strategy. */
    public PatternSpec skip(Skip strategy) {
        return new PatternSpec(steps, within, strategy, maxPartialMatches, timeouts);
    }

    /** This pattern with another limit. */
    public PatternSpec maxPartialMatches(int limit) {
        return new PatternSpec(steps, within, skip, limit, timeouts);
    }

    /** This pattern, its partial matches out of time published. */
    public PatternSpec timeouts(String topic) {
        return new PatternSpec(steps, within, skip, maxPartialMatches, topic);
    }

    /** The steps with events, in their order. */
    public List<Step.Occurrence> occurrences() {
        List<Step.Occurrence> occurrences = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Occurrence occurrence) {
                occurrences.add(occurrence);
            }
        }
        return occurrences;
    }

    /**
     * The pattern for people, and all that decides its matches but the limit: equal texts match alike.
     *
     * @param stream the stream of steps that name none
     */
    public String text(String stream) {
        String sequence = steps.stream().map(step -> step.text(stream)).collect(Collectors.joining(" then "));
        return sequence + (within == null ? "" : ", within " + within) + ", skip "
                + skip.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
