package io.bellbuoy.deadletters.search;

/** A question that cannot be answered; the message says what was found, what is allowed, and may be shown. */
public class BadQueryException extends RuntimeException {

    private static final int SHOWN = 80;

    /**
     * A question with a parameter that is not allowed.
     *
     * @param parameter its name
     * @param found what was given; shown cut to 80 characters
     * @param allowed what it may be, as in {@code a number from 1 to 200}
     */
    public BadQueryException(String parameter, Object found, String allowed) {
        super(parameter + " is \"" + cut(found.toString()) + "\"; it must be " + allowed + ".");
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
