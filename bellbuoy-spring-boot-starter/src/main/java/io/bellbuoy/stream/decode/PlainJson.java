package io.bellbuoy.stream.decode;

/**
 * The tokens of plain JSON: printable ASCII without escapes, and numbers without exponent. Every method takes the index
 * where its token begins and returns the one behind it, or {@link #NONE} for anything else, be it JSON or not.
 */
final class PlainJson {

    /** There is no such token. */
    static final int NONE = -1;

    /** The bytes that a token may have; far below every limit of Jackson, which hence need not be known here. */
    static final int LONGEST = 1000;

    private static final byte DELETE = 0x7f;

    private PlainJson() {}

    /** The index of the first byte from there on that is no white space; the length if there is none. */
    static int skipSpace(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] <= ' ' && isSpace(json[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Whether there is such a byte at the index, which may lie behind the last one. */
    static boolean isAt(byte[] json, int at, char expected) {
        return at < json.length && json[at] == expected;
    }

    /** Behind a string's closing quote. */
    static int string(byte[] json, int from) {
        int end = Math.min(json.length, from + LONGEST);
        int at = from + 1;
        while (at <= end - Words.BYTES) {
            int plain = Words.plain(Words.at(json, at));
            at += plain;
            if (plain < Words.BYTES) {
                return json[at] == '"' ? at + 1 : NONE;
            }
        }
        while (at < end && isPlain(json[at])) {
            at++;
        }
        return at < end && json[at] == '"' ? at + 1 : NONE;
    }

    private static boolean isPlain(byte b) {
        // Most bytes are letters and digits; those beyond ASCII are negative.
        return b > '"' ? b != '\\' && b != DELETE : b >= ' ' && b != '"';
    }

    /** Behind a number's digits; an exponent there is no token that may follow. */
    static int number(byte[] json, int from) {
        int first = json[from] == '-' ? from + 1 : from;
        int end = digits(json, first);
        if (end == first || (end > first + 1 && json[first] == '0')) {
            return NONE;
        }
        if (isAt(json, end, '.')) {
            int fraction = end + 1;
            end = digits(json, fraction);
            if (end == fraction) {
                return NONE;
            }
        }
        return end - from > LONGEST ? NONE : end;
    }

    private static int digits(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Behind one of the words true, false and null. */
    static int word(byte[] json, int from) {
        return switch (json[from]) {
            case 't' -> rest(json, from, 'r', 'u', 'e');
            case 'f' -> isAt(json, from + 1, 'a') ? rest(json, from + 1, 'l', 's', 'e') : NONE;
            case 'n' -> rest(json, from, 'u', 'l', 'l');
            default -> NONE;
        };
    }

    private static int rest(byte[] json, int from, char second, char third, char fourth) {
        boolean there = isAt(json, from + 1, second) && isAt(json, from + 2, third) && isAt(json, from + 3, fourth);
        return there ? from + 4 : NONE;
    }
}
