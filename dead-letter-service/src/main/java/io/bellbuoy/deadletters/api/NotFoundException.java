package io.bellbuoy.deadletters.api;

/** There is nothing of this name; the message may be shown. */
final class NotFoundException extends RuntimeException {

    NotFoundException(String message) {
        super(message);
    }
}
