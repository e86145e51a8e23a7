package io.bellbuoy.events.json;

/**
 * Bytes are not the JSON form of the record that was asked for. The message names the record, the field, the place and
 * what is allowed, and never holds any of the payload; for the same reason there is no cause.
 */
public final class EventFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was found, where, and what is allowed; nothing of the payload */
    public EventFormatException(String message) {
        super(message);
    }
}
