package io.bellbuoy.stream.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far the log may be truncated: below the last-but-one remote checkpoint, and only what is older than a minimum age.
 * Single-threaded.
 */
final class LogTruncation {

    private record Place(long offset, Instant at) {}

    private final Duration minimumAge;
    private final Deque<Place> complete = new ArrayDeque<>();

    LogTruncation(Duration minimumAge) {
        this.minimumAge = minimumAge;
    }

    /**
     * Notes a complete remote checkpoint.
     *
     * @param offset its place in the log
     * @param at a time when the log ended there
     */
    void completed(long offset, Instant at) {
        complete.addLast(new Place(offset, at));
    }

    /** The offset below which nothing is needed any more; 0 if all is. */
    long below(Instant now) {
        Instant latest = now.minus(minimumAge);
        long below = 0;
        while (complete.size() > 1 && !complete.getFirst().at().isAfter(latest)) {
            below = complete.removeFirst().offset();
        }
        return below;
    }
}
