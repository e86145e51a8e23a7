package io.bellbuoy.deadletters.redrive.send;

import org.jspecify.annotations.Nullable;

/** The batch is known not to be in Kafka, since nothing of it was committed. */
public final class Rejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What follows from it. */
    public enum Kind {
        /** One dead letter is at fault; the others can go without it. */
        LETTER,
        /** Topic, rights or settings are at fault: the job cannot go on until somebody has changed them. */
        JOB,
        /** It may be tried again. */
        PASSING
    }

    private final Kind kind;
    private final @Nullable String redriveId;

    Rejected(Kind kind, @Nullable String redriveId, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.redriveId = redriveId;
    }

    public Kind kind() {
        return kind;
    }

    /** The attempt that is at fault; null if none alone is. */
    public @Nullable String redriveId() {
        return redriveId;
    }
}
