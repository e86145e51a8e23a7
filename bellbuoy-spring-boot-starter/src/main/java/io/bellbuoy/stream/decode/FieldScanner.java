package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the schema's fields out of plain JSON: one flat object of {@link PlainJson} tokens whose values are all valid.
 * On anything else it gives up and does not say why; {@link ValueReader} then starts anew. What it does read equals what
 * {@link ValueReader} reads by Jackson. Not thread-safe. The hot path of decoding: it is short, so that it is compiled
 * soon, and builds nothing but the values.
 */
final class FieldScanner {

    private static final int NONE = PlainJson.NONE;

    private final Field[] fields;
    private final FieldNames names;
    private final BitSet reads;
    private final long[] seenIn;
    private long record;

    /** By position + 1 of a field, 0 for none: the position of the field that came next the last time, or -1. */
    private final int[] followers;

    private int last;

    /** @param reads the positions of the fields whose text is read; others are checked only */
    FieldScanner(Schema schema, BitSet reads) {
        this.fields = schema.fields().toArray(Field[]::new);
        this.names = new FieldNames(schema.fields());
        this.reads = reads;
        this.seenIn = new long[fields.length];
        this.followers = new int[fields.length + 1];
        Arrays.fill(followers, -1);
    }

    /** The values by position, null for absent and null fields; null if it gives up. */
    @Nullable
    Object @Nullable [] scan(byte[] json) {
        record++;
        last = 0;
        @Nullable Object[] values = new @Nullable Object[fields.length];
        int at = PlainJson.skipSpace(json, 0);
        if (!PlainJson.isAt(json, at, '{')) {
            return null;
        }
        at = PlainJson.skipSpace(json, at + 1);
        if (!PlainJson.isAt(json, at, '}')) {
            at = members(json, at, values);
        }
        return at != NONE && PlainJson.skipSpace(json, at + 1) == json.length ? values : null;
    }

    /** The index of the closing brace behind one or more members. */
    private int members(byte[] json, int from, @Nullable Object[] values) {
        int at = member(json, from, values);
        while (at != NONE && PlainJson.isAt(json, at, ',')) {
            at = member(json, PlainJson.skipSpace(json, at + 1), values);
        }
        return at != NONE && PlainJson.isAt(json, at, '}') ? at : NONE;
    }

    /** The index of the token behind a member. */
    private int member(byte[] json, int from, @Nullable Object[] values) {
        int position = followers[last];
        int at;
        if (position >= 0 && names.isAt(position, json, from)) {
            at = from + names.length(position);
        } else {
            at = PlainJson.isAt(json, from, '"') ? PlainJson.string(json, from) : NONE;
            if (at == NONE) {
                return NONE;
            }
            position = names.position(json, from, at);
        }
        at = PlainJson.skipSpace(json, at);
        if (!PlainJson.isAt(json, at, ':')) {
            return NONE;
        }
        at = PlainJson.skipSpace(json, at + 1);
        at = position < 0 ? token(json, at) : known(json, at, position, values);
        return at == NONE ? NONE : PlainJson.skipSpace(json, at);
    }

    /** Behind a string, number or word. */
    private static int token(byte[] json, int at) {
        if (at >= json.length) {
            return NONE;
        }
        byte b = json[at];
        if (b == '"') {
            return PlainJson.string(json, at);
        }
        return b < 'A' ? PlainJson.number(json, at) : PlainJson.word(json, at);
    }

    private int known(byte[] json, int from, int position, @Nullable Object[] values) {
        followers[last] = position;
        last = position + 1;
        int end = token(json, from);
        if (end == NONE || seenIn[position] == record) {
            return NONE;
        }
        seenIn[position] = record;
        if (json[from] == 'n') {
            return end;
        }
        Object value = value(json, from, end, position);
        values[position] = value;
        return value == null ? NONE : end;
    }

    private @Nullable Object value(byte[] json, int from, int end, int position) {
        Field field = fields[position];
        FieldType type = field.type();
        byte first = json[from];
        if (first == '"') {
            return type == FieldType.STRING
                    ? text(json, from, end, position)
                    : scalar(field, json, from + 1, end - from - 2, true);
        }
        if (first == 't' || first == 'f') {
            return type == FieldType.BOOLEAN ? (Boolean) (first == 't') : null;
        }
        return scalar(field, json, from, end - from, false);
    }

    private String text(byte[] json, int from, int end, int position) {
        return reads.get(position)
                ? new String(json, from + 1, end - from - 2, StandardCharsets.ISO_8859_1)
                : ValueReader.UNREAD;
    }

    /** The decimal or time of the content of a string or of a number. */
    private static @Nullable Object scalar(Field field, byte[] json, int offset, int length, boolean text) {
        if (field.type() == FieldType.DECIMAL) {
            BigDecimal decimal = DecimalText.usual(json, offset, length);
            boolean valid = decimal != null && !field.isBelowMinimum(decimal) && !field.isAboveMaximum(decimal);
            return valid ? decimal : null;
        }
        if (field.type() == FieldType.TIMESTAMP) {
            long millis = text ? TimeText.usual(json, offset, length) : TimeText.ofInteger(json, offset, length);
            return millis == TimeText.NONE ? null : Instant.ofEpochMilli(millis);
        }
        return null;
    }
}
