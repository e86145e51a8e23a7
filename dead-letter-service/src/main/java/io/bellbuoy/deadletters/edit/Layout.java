package io.bellbuoy.deadletters.edit;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where lines break. Only white space between the tokens of JSON is changed, never a token: numbers keep their digits, and
 * names that occur twice stay.
 */
final class Layout {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Deeper lines are not indented further: white space would outgrow the text. */
    private static final int DEEPEST = 20;

    private Layout() {}

    /** JSON with a line for each field and element; other text as it is. */
    static String lines(String text) {
        String unix = text.replace("\r\n", "\n");
        return isJson(unix) ? walk(unix, true) : unix;
    }

    /** A text in the layout of the original: JSON that was on one line is again, and lines end as they did. */
    static String like(String original, String text) {
        String unix = text.replace("\r\n", "\n");
        if (original.indexOf('\n') < 0 && isJson(original) && isJson(unix)) {
            return walk(unix, false);
        }
        return original.contains("\r\n") ? unix.replace("\n", "\r\n") : unix;
    }

    private static boolean isJson(String text) {
        try {
            return JSON.readTree(text).isContainer();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String walk(String json, boolean breaks) {
        StringBuilder laidOut = new StringBuilder(json.length());
        int depth = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                int end = endOfString(json, i);
                laidOut.append(json, i, end);
                i = end - 1;
            } else if (c == '{' || c == '[') {
                int next = nextToken(json, i + 1);
                boolean empty = json.charAt(next) == '}' || json.charAt(next) == ']';
                laidOut.append(c);
                if (empty) {
                    laidOut.append(json.charAt(next));
                    i = next;
                } else {
                    line(laidOut, ++depth, breaks);
                }
            } else if (c == '}' || c == ']') {
                line(laidOut, --depth, breaks);
                laidOut.append(c);
            } else if (c == ',') {
                laidOut.append(c);
                line(laidOut, depth, breaks);
            } else if (c == ':') {
                laidOut.append(breaks ? ": " : ":");
            } else if (!isSpace(c)) {
                laidOut.append(c);
            }
        }
        return laidOut.toString();
    }

    private static void line(StringBuilder laidOut, int depth, boolean breaks) {
        if (breaks) {
            laidOut.append('\n').append("  ".repeat(Math.min(depth, DEEPEST)));
        }
    }

    private static int endOfString(String json, int quote) {
        int i = quote + 1;
        while (json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private static int nextToken(String json, int from) {
        int i = from;
        while (isSpace(json.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
