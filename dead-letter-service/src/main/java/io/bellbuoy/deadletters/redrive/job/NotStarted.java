package io.bellbuoy.deadletters.redrive.job;

import org.jspecify.annotations.Nullable;

/** A redrive was not started, and nothing was changed. The message says why and what to do, and may be shown. */
public final class NotStarted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** Another job has some of what is selected. */
        BUSY,
        /** Nothing of what is selected can be redriven. */
        NOTHING,
        /** A topic that it would go to does not take it. */
        TOPIC,
        /** The key of the request was given to another request. */
        KEY
    }

    private final Kind kind;
    private final @Nullable Long job;

    public NotStarted(Kind kind, String message, @Nullable Long job) {
        super(message);
        this.kind = kind;
        this.job = job;
    }

    public Kind kind() {
        return kind;
    }

    /** The job that stands in the way; null if none does. */
    public @Nullable Long job() {
        return job;
    }
}
