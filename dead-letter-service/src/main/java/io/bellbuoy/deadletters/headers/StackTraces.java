package io.bellbuoy.deadletters.headers;

import org.jspecify.annotations.Nullable;

/** What the text of a stack trace tells, as {@link Throwable#printStackTrace()} writes it. */
public final class StackTraces {

    private static final String CAUSED_BY = "Caused by: ";
    private static final String FRAME = "\tat ";

    private StackTraces() {}

    /** The first line of the message of a cause; null if the trace has no such cause, or it has no message. */
    static @Nullable String messageOf(String exception, String stackTrace) {
        String opening = CAUSED_BY + exception + ": ";
        int start = stackTrace.indexOf(opening);
        if (start < 0) {
            return null;
        }
        start += opening.length();
        int end = stackTrace.indexOf('\n', start);
        String message =
                stackTrace.substring(start, end < 0 ? stackTrace.length() : end).strip();
        return message.isEmpty() ? null : message;
    }

    /**
     * The class and method of the top frame of these packages, of the innermost cause that has one: there the failure
     * came up in somebody's own code. The line is left out, since it changes with every release.
     *
     * @param packages such as {@code com.acme}; with none, nothing is found
     * @return such as {@code com.acme.Payments.book}; null if no frame is of these packages
     */
    public static @Nullable String topFrame(String stackTrace, Iterable<String> packages) {
        int causes = stackTrace.lastIndexOf("\n" + CAUSED_BY);
        for (int from = causes; from >= 0; from = stackTrace.lastIndexOf("\n" + CAUSED_BY, from - 1)) {
            String frame = firstFrame(stackTrace, from, packages);
            if (frame != null) {
                return frame;
            }
        }
        return firstFrame(stackTrace, 0, packages);
    }

    private static @Nullable String firstFrame(String stackTrace, int from, Iterable<String> packages) {
        for (int at = stackTrace.indexOf(FRAME, from); at >= 0; at = stackTrace.indexOf(FRAME, at + 1)) {
            int start = at + FRAME.length();
            int end = stackTrace.indexOf('(', start);
            if (end < 0) {
                return null;
            }
            // A module and a class loader stand before the class: app//com.acme.Payments.
            start = Math.max(start, stackTrace.lastIndexOf('/', end) + 1);
            for (String name : packages) {
                if (stackTrace.startsWith(name + ".", start)) {
                    return stackTrace.substring(start, end);
                }
            }
        }
        return null;
    }
}
