package io.bellbuoy.stream.state;

/** The state can be put together neither from the local store nor from the topics. Someone must decide; the message says what. */
public final class StateLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateLostException(String message) {
        super(message);
    }
}
