package io.bellbuoy.deadletters.redrive.job;

/** A job is not in a state in which this can be done with it. The message says so, and may be shown. */
public final class NotNow extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public NotNow(String message) {
        super(message);
    }
}
