package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.output.RuleObserver;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Times every 256th event that a rule is shown in one task. To read a clock around each would cost more than
 * many a rule does.
 */
final class Sample {

    /** One of so many events is timed. */
    static final int EVERY = 256;

    private final String rule;
    private final RuleObserver observer;
    private final @Nullable LongSupplier nanos;
    private int untimed;
    private long began;

    Sample(String rule, RuleObserver observer) {
        this.rule = rule;
        this.observer = observer;
        this.nanos = observer.nanos();
    }

    /** The rule is about to be shown an event; returns whether {@link #end} is to be called after it. */
    boolean begin() {
        if (nanos == null || ++untimed < EVERY) {
            return false;
        }
        untimed = 0;
        began = nanos.getAsLong();
        return true;
    }

    /** The rule is done with the event. */
    void end() {
        observer.timed(rule, Objects.requireNonNull(nanos).getAsLong() - began);
    }
}
