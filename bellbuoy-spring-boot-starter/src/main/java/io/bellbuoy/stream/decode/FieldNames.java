package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.event.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the fields of a schema by the bytes of their names. Names that are not plain are never found, since
 * {@link PlainJson} has no such strings.
 */
final class FieldNames {

    private static final int SLOTS = 64;

    /** Each with its quotes, so that none is found where another one begins. */
    private final byte[][] names;

    /** By position: the first and the last eight bytes of names that have so many. */
    private final long[] beginnings;

    private final long[] endings;

    /** By slot, and by position of the field before it in the slot: the position of the next field, or -1. */
    private final int[] heads = new int[SLOTS];

    private final int[] next;

    FieldNames(List<Field> fields) {
        this.names = new byte[fields.size()][];
        this.beginnings = new long[fields.size()];
        this.endings = new long[fields.size()];
        this.next = new int[fields.size()];
        Arrays.fill(heads, -1);
        for (int i = 0; i < names.length; i++) {
            byte[] name = ('"' + fields.get(i).name() + '"').getBytes(StandardCharsets.UTF_8);
            boolean plain = PlainJson.string(name, 0) == name.length;
            names[i] = plain ? name : new byte[] {0};
            if (names[i].length >= Words.BYTES) {
                beginnings[i] = Words.at(names[i], 0);
                endings[i] = Words.at(names[i], names[i].length - Words.BYTES);
            }
            int slot = slot(names[i], 0, names[i].length);
            next[i] = heads[slot];
            heads[slot] = i;
        }
    }

    /** The position of the field whose name and quotes are these bytes, or -1. */
    int position(byte[] json, int from, int end) {
        int position = heads[slot(json, from, end)];
        while (position >= 0 && !(length(position) == end - from && isAt(position, json, from))) {
            position = next[position];
        }
        return position;
    }

    /** Whether the name of a field is there, with its quotes. */
    boolean isAt(int position, byte[] json, int from) {
        byte[] name = names[position];
        int end = from + name.length;
        if (end > json.length) {
            return false;
        }
        if (name.length < Words.BYTES || name.length > 2 * Words.BYTES) {
            return Arrays.equals(name, 0, name.length, json, from, end);
        }
        return Words.at(json, from) == beginnings[position] && Words.at(json, end - Words.BYTES) == endings[position];
    }

    /** The bytes of a field's name, with its quotes. */
    int length(int position) {
        return names[position].length;
    }

    /** By length and by the bytes next to the quotes. */
    private static int slot(byte[] bytes, int from, int end) {
        int length = end - from;
        return length < 3 ? 0 : (length + 7 * bytes[from + 1] + 31 * bytes[end - 2]) & (SLOTS - 1);
    }
}
