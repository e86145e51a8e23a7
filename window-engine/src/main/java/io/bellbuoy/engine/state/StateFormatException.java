package io.bellbuoy.engine.state;

/** Stored state is not of the form that this version reads. */
public final class StateFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StateFormatException(String message) {
        super(message);
    }
}
