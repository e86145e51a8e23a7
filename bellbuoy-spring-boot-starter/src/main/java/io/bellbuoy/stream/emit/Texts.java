package io.bellbuoy.stream.emit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts long texts, with a note of how long they were. */
final class Texts {

    /** Beyond this length nobody reads on. */
    static final int LENGTH = 1000;

    private Texts() {}

    static String cut(String text) {
        if (text.length() <= LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }

    static Map<String, String> cutKey(Map<String, String> key) {
        Map<String, String> shorter = new LinkedHashMap<>();
        key.forEach((name, value) -> shorter.put(name, cut(value)));
        return shorter;
    }

    static Map<String, @Nullable Object> cutValues(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> shorter = new LinkedHashMap<>();
        values.forEach((name, value) -> shorter.put(name, value instanceof String text ? cut(text) : value));
        return shorter;
    }
}
