package io.bellbuoy.engine.rule;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A temporary block of the event's record key, published when the rule fires.
 *
 * @param duration how long it lasts, in event time
 * @param liftOn the stream whose next event of the same key lifts it; null: it only expires
 */
public record BlockSpec(Duration duration, @Nullable String liftOn) {

    public BlockSpec {
        Objects.requireNonNull(duration, "duration");
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("for=" + duration + " must be longer than 0.");
        }
    }
}
