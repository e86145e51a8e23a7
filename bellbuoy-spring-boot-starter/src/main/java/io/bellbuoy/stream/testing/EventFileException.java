package io.bellbuoy.stream.testing;

/** A line of events that the kit cannot hand to a stream. The message names the line, what was found and what is allowed. */
public final class EventFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EventFileException(int line, String problem) {
        super("line " + line + " of the events: " + problem);
    }
}
