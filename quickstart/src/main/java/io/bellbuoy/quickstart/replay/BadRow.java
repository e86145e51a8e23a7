package io.bellbuoy.quickstart.replay;

/** A row that cannot become an event. Its message says what is wrong, never the row's content. */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1;

    private final long line;

    BadRow(long line, String message) {
        super(message);
        this.line = line;
    }

    /** The line of the file on which the row starts, from 1. */
    long line() {
        return line;
    }
}
