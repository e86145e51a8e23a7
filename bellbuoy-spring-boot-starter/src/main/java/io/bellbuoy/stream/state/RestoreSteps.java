package io.bellbuoy.stream.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How long each step of a restore took, for people who wonder where the time goes. Single-threaded. */
final class RestoreSteps {

    private final Clock clock;
    private final List<String> done = new ArrayList<>();
    private final Instant begun;
    private Instant last;

    RestoreSteps(Clock clock) {
        this.clock = clock;
        begun = clock.instant();
        last = begun;
    }

    /** A step has ended. */
    void done(String step) {
        Instant now = clock.instant();
        done.add(step + " " + Duration.between(last, now).toMillis());
        last = now;
    }

    /** From the beginning to the end of the last step. */
    Duration total() {
        return Duration.between(begun, last);
    }

    /** The steps in their order, each with its milliseconds. */
    @Override
    public String toString() {
        return String.join(", ", done);
    }
}
