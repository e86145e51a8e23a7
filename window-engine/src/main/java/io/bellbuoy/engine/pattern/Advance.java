package io.bellbuoy.engine.pattern;

import java.util.List;

/**
 * What an event or the watermark did to a key.
 *
 * @param state the key's new state
 * @param matches complete matches, in the order in which they were settled
 * @param timeouts partial matches whose {@code within} was over, in the order of their end
 * @param dropped partial matches that were dropped because the limit was reached, the oldest first; their {@code at} is the
 *     time of the event that took their place
 */
public record Advance(PatternState state, List<Match> matches, List<Match> timeouts, List<Match> dropped) {

    public Advance {
        matches = List.copyOf(matches);
        timeouts = List.copyOf(timeouts);
        dropped = List.copyOf(dropped);
    }
}
