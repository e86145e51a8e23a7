package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.PatternSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A pattern of events of one key, in the order of their time.
 *
 * @param steps the steps in their order
 * @param within the first and the last event are less than this apart; needed if there can be two events
 * @param skip which partial matches a match ends: {@code past-last}, those that began before its last event; {@code
 *     to-next}, those that began at its first event; {@code none}
 * @param maxPartialMatches the most partial matches that a key holds; above that the oldest are dropped and counted
 * @param timeouts the topic to which partial matches are published whose time was over; default: none
 */
record PatternProperties(
        @DefaultValue List<StepProperties> steps,
        @Nullable TimeSpan within,
        @DefaultValue("past-last") PatternSpec.Skip skip,

        @DefaultValue("" + PatternSpec.DEFAULT_MAX_PARTIAL_MATCHES)
        int maxPartialMatches,

        @Nullable String timeouts) {}
