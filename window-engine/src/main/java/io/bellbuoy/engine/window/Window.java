package io.bellbuoy.engine.window;

/**
 * A half-open interval of event time, {@code [start, end)}, in milliseconds since the epoch, UTC.
 *
 * @param start the first instant in it
 * @param end the first instant after it
 */
public record Window(long start, long end) {

    public Window {
        if (end <= start) {
            throw new IllegalArgumentException(
                    "A window must end after its start, start=" + start + ", end=" + end + ".");
        }
    }

    /** Whether an instant is in it. */
    public boolean contains(long time) {
        return time >= start && time < end;
    }
}
