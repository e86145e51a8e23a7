package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.output.RuleObserver;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Times what rules do with every 256th event that they are shown in one task. To read a clock around each would cost more
 * than many a rule does.
 */
final class Sample {

    /** One of so many events is timed. */
    static final int EVERY = 256;

    private final RuleObserver observer;
    private final @Nullable LongSupplier nanos;
    private int untimed;
    private long began;

    Sample(RuleObserver observer) {
        this.observer = observer;
        this.nanos = observer.nanos();
    }

    /** Another event comes; returns whether it is one to be timed. */
    boolean isNext() {
        if (nanos == null || ++untimed < EVERY) {
            return false;
        }
        untimed = 0;
        return true;
    }

    /** A rule is about to be shown the event. */
    void begin() {
        began = Objects.requireNonNull(nanos).getAsLong();
    }

    /** The rule is done with the event. */
    void end(String rule) {
        observer.timed(rule, Objects.requireNonNull(nanos).getAsLong() - began);
    }
}
