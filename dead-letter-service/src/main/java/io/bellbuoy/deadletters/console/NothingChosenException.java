package io.bellbuoy.deadletters.console;

/** Somebody pressed a button and ticked nothing. */
final class NothingChosenException extends RuntimeException {

    NothingChosenException() {
        super("Go back and tick at least one dead letter, or search for something first.");
    }
}
