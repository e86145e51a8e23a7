package io.bellbuoy.engine.aggregate;

/** An aggregate written in Java failed. */
public final class AggregateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String owner;
    private final String exception;

    AggregateException(String owner, String aggregate, RuntimeException cause) {
        super("aggregate '" + aggregate + "' failed: " + cause.getMessage(), cause);
        this.owner = owner;
        this.exception = cause.getClass().getName();
    }

    /** The name of the first rule or feature that uses the aggregate over this state. */
    public String owner() {
        return owner;
    }

    /** The class of what it threw. */
    public String exception() {
        return exception;
    }
}
