package io.bellbuoy.engine.measure;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields that make up a key. A key of one field is that field's text; one of several joins their texts, with the
 * separator escaped, so that different fields never make the same key. Immutable.
 */
public final class KeyBy {

    /** The key space of record keys. */
    public static final int RECORD_KEY = 0;

    private static final char SEPARATOR = '\u001f';
    private static final char ESCAPE = '\\';

    private final int space;
    private final List<String> fields;
    private final int[] positions;

    /**
     * @param space the number of the key space
     * @param fields names of fields that the schema has, at least one
     */
    public KeyBy(int space, List<String> fields, Schema schema) {
        this.space = space;
        this.fields = List.copyOf(fields);
        this.positions = fields.stream().mapToInt(schema::position).toArray();
    }

    /** The number of the key space. */
    public int space() {
        return space;
    }

    /** The names of the fields. */
    public List<String> fields() {
        return fields;
    }

    /** Adds the positions of its fields to a set. */
    public void addPositions(BitSet to) {
        for (int position : positions) {
            to.set(position);
        }
    }

    /** The key of an event, or null if it lacks one of the fields. */
    public @Nullable String of(Event event) {
        if (space == RECORD_KEY) {
            return event.key();
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < positions.length; i++) {
            Object value = event.value(positions[i]);
            if (value == null) {
                return null;
            }
            if (i > 0) {
                joined.append(SEPARATOR);
            }
            append(joined, text(value));
        }
        return joined.toString();
    }

    private static String text(Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().toPlainString()
                : value.toString();
    }

    private static void append(StringBuilder joined, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == SEPARATOR || c == ESCAPE) {
                joined.append(ESCAPE);
            }
            joined.append(c);
        }
    }

    /** The key of these texts of its fields: the inverse of {@link #parse}. */
    public String join(Map<String, String> texts) {
        if (space == RECORD_KEY) {
            return Objects.requireNonNull(texts.get(fields.get(0)));
        }
        StringBuilder joined = new StringBuilder();
        for (String field : fields) {
            if (!field.equals(fields.get(0))) {
                joined.append(SEPARATOR);
            }
            append(joined, Objects.requireNonNull(texts.get(field)));
        }
        return joined.toString();
    }

    /** The fields of a key with their texts, in their order. */
    public Map<String, String> parse(String key) {
        Map<String, String> parsed = new LinkedHashMap<>();
        if (space == RECORD_KEY) {
            parsed.put(fields.get(0), key);
            return parsed;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == SEPARATOR) {
                parsed.put(fields.get(parsed.size()), text.toString());
                text.setLength(0);
            } else {
                text.append(c == ESCAPE ? key.charAt(++i) : c);
            }
        }
        parsed.put(fields.get(parsed.size()), text.toString());
        return parsed;
    }

    @Override
    public String toString() {
        return String.join(", ", fields);
    }
}
