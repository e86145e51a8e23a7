package io.bellbuoy.events.deadletter;

import java.util.regex.Pattern;

/**
 * The stable hash by which dead letters are grouped: the first 64 bits of SHA-256 over kind, stage, rule and masked
 * message, each ended by a zero character.
 */
public final class Fingerprint {

    /** Beyond this a message only repeats itself, and masking must not become the cost of a flood of bad records. */
    private static final int MESSAGE_LENGTH = 4000;

    /**
     * Quoted text to its closing quote, or to the end where that is missing. An apostrophe within a word opens and
     * closes nothing.
     */
    private static final Pattern QUOTED =
            Pattern.compile("\"[^\"]*+(?:\"|\\z)|`[^`]*+(?:`|\\z)|(?<!\\w)'(?:[^']++|'(?=\\w))*+(?:'|\\z)");

    private static final Pattern UUID = Pattern.compile(
            "(?<!\\w)\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}(?!\\w)");

    /** A run of hex digits counts as a number in hex from four on if one of them is a decimal digit. */
    private static final Pattern HEX = Pattern.compile(
            "0[xX]\\p{XDigit}++|@\\p{XDigit}++(?!\\w)|(?<!\\w)(?=[a-fA-F]*+[0-9])\\p{XDigit}{4,}+(?!\\w)");

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]++(?:[.,][0-9]++)*+(?:[eE][-+]?[0-9]++)?");

    private static final Pattern BLANK = Pattern.compile("\\s++");

    private Fingerprint() {}

    static String of(Failure failure) {
        String rule = failure.rule() == null ? "" : failure.rule();
        String identity =
                failure.kind() + "\0" + failure.stage() + "\0" + rule + "\0" + masked(failure.message()) + "\0";
        return Sha256.hex(DeadLetterHeaders.text(identity)).substring(0, 16);
    }

    /**
     * A message without its particulars: quoted text, UUIDs and numbers, in hex too, are replaced by {@code <text>},
     * {@code <uuid>} and {@code <number>}, and runs of blanks by one. Only the first 4,000 characters count.
     */
    public static String masked(String message) {
        String text = message.length() > MESSAGE_LENGTH ? message.substring(0, MESSAGE_LENGTH) : message;
        text = QUOTED.matcher(text).replaceAll("<text>");
        text = UUID.matcher(text).replaceAll("<uuid>");
        text = HEX.matcher(text).replaceAll("<number>");
        text = NUMBER.matcher(text).replaceAll("<number>");
        return BLANK.matcher(text.strip()).replaceAll(" ");
    }
}
