package io.bellbuoy.quickstart.generate;

/** Numbered names. By hand, since a format string for each costs more than the rest of a payment. */
final class Ids {

    private Ids() {}

    /** The prefix and the number, filled up with zeros to so many digits. */
    static String padded(String prefix, long number, int digits) {
        String text = Long.toString(number);
        return prefix + "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
