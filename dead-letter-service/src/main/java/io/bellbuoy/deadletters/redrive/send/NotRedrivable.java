package io.bellbuoy.deadletters.redrive.send;

/** A dead letter cannot be sent, whatever is tried; the message says why, and what can be done. */
final class NotRedrivable extends Exception {

    private static final long serialVersionUID = 1L;

    NotRedrivable(String message) {
        super(message, null, false, false);
    }
}
