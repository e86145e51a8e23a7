package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.events.deadletter.FailureClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.Named;

/**
 * Reads the schema's fields out of a JSON object in one pass over its bytes; other fields are skipped. Plain objects are
 * left to a {@link FieldScanner}; Jackson reads every other one and alone says why bytes are refused. Not thread-safe.
 */
final class ValueReader {

    /** Numbers of fields that rules do not use are skipped, whatever their length; ours are bounded where they are read. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    /** Stands for text that nobody reads: it is there and is text, which is all that was looked at. */
    static final String UNREAD = "";

    /** A stream whose records are never plain, such as one with nested objects, is not scanned in vain each time. */
    private static final int MISSES = 8;

    private static final int PAUSE = 1_000;

    private final Field[] fields;
    private final BitSet reads;
    private final PropertyNameMatcher names;
    private final FieldScanner scanner;
    private final long[] seenIn;
    private long record;
    /** How many records in a row the scanner has given up on; below zero it is not asked so many times. */
    private int missed;

    /** Decimals and times are read from it. */
    private final byte[] ascii = new byte[Math.max(DecimalText.LONGEST, TimeText.LONGEST)];

    /** @param reads the positions of the fields whose text is read; others are checked only */
    ValueReader(Schema schema, BitSet reads) {
        this.reads = reads;
        this.fields = schema.fields().toArray(Field[]::new);
        List<Named> named = schema.fields().stream()
                .map(field -> Named.fromString(field.name()))
                .toList();
        this.names = JSON.constructNameMatcher(named, false);
        this.scanner = new FieldScanner(schema, reads);
        this.seenIn = new long[fields.length];
    }

    /**
     * The values by position; null for absent and null fields.
     *
     * @throws Refusal if the bytes are no JSON object, or a value is not valid
     * @throws JacksonException if the bytes are no JSON
     */
    @Nullable
    Object[] read(byte[] json) {
        if (missed < 0) {
            missed++;
            return parse(json);
        }
        @Nullable Object @Nullable [] plain = scanner.scan(json);
        if (plain != null) {
            missed = 0;
            return plain;
        }
        missed = missed + 1 < MISSES ? missed + 1 : -PAUSE;
        return parse(json);
    }

    /** As {@link #read}, by Jackson. */
    @Nullable
    Object[] parse(byte[] json) {
        record++;
        @Nullable Object[] values = new @Nullable Object[fields.length];
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            requireObject(parser.nextToken());
            int match = parser.nextNameMatch(names);
            while (match != PropertyNameMatcher.MATCH_END_OBJECT) {
                JsonToken token = parser.nextToken();
                if (match >= 0) {
                    values[match] = value(match, token, parser);
                } else {
                    parser.skipChildren();
                }
                match = parser.nextNameMatch(names);
            }
            if (parser.nextToken() != null) {
                throw new Refusal(
                        FailureClass.UNDECODABLE, "The value goes on after its JSON object; one object is needed.");
            }
        }
        return values;
    }

    private static void requireObject(@Nullable JsonToken token) {
        if (token == null) {
            throw new Refusal(FailureClass.UNDECODABLE, "The value is empty; a JSON object is needed.");
        }
        if (token != JsonToken.START_OBJECT) {
            throw new Refusal(FailureClass.UNDECODABLE, "The value is " + kind(token) + "; a JSON object is needed.");
        }
    }

    private @Nullable Object value(int position, JsonToken token, JsonParser parser) {
        Field field = fields[position];
        // Of two fields of one name readers take the first or the last: a way to show each another amount.
        if (seenIn[position] == record) {
            throw new Refusal(FailureClass.UNDECODABLE, "Field " + field.name() + " occurs twice; it must occur once.");
        }
        seenIn[position] = record;
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (field.type()) {
            case DECIMAL -> decimal(field, token, parser);
            case STRING -> text(field, token, reads.get(position) ? parser : null);
            case BOOLEAN -> truth(field, token);
            case TIMESTAMP -> time(field, token, parser);
        };
    }

    private BigDecimal decimal(Field field, JsonToken token, JsonParser parser) {
        BigDecimal decimal = null;
        if (token == JsonToken.VALUE_STRING) {
            decimal = DecimalText.ofText(ascii, 0, ascii(parser));
        } else if (token.isNumeric()) {
            decimal = DecimalText.ofNumber(ascii, 0, ascii(parser));
        }
        if (decimal == null) {
            throw Refusal.invalid(field.name(), kind(token), DecimalText.ALLOWED);
        }
        requireBounds(field, decimal);
        return decimal;
    }

    private static void requireBounds(Field field, BigDecimal decimal) {
        BigDecimal minimum = field.minimum();
        if (minimum != null && field.isBelowMinimum(decimal)) {
            throw Refusal.invalid(field.name(), "a decimal below the minimum", minimum.toPlainString() + " or more");
        }
        BigDecimal maximum = field.maximum();
        if (maximum != null && field.isAboveMaximum(decimal)) {
            throw Refusal.invalid(field.name(), "a decimal above the maximum", maximum.toPlainString() + " or less");
        }
    }

    private static String text(Field field, JsonToken token, @Nullable JsonParser parser) {
        if (token != JsonToken.VALUE_STRING) {
            throw Refusal.invalid(field.name(), kind(token), "a string");
        }
        return parser == null ? UNREAD : parser.getString();
    }

    private static Boolean truth(Field field, JsonToken token) {
        if (!token.isBoolean()) {
            throw Refusal.invalid(field.name(), kind(token), "true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private Instant time(Field field, JsonToken token, JsonParser parser) {
        long millis = TimeText.NONE;
        if (token == JsonToken.VALUE_STRING) {
            millis = TimeText.parse(ascii, 0, ascii(parser));
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            millis = TimeText.ofInteger(ascii, 0, ascii(parser));
        }
        if (millis == TimeText.NONE) {
            throw Refusal.invalid(field.name(), kind(token), TimeText.ALLOWED);
        }
        return Instant.ofEpochMilli(millis);
    }

    /** Copies the token's characters and returns how many; none, which is neither a decimal nor a time, if they do not fit. */
    private int ascii(JsonParser parser) {
        int length = parser.getStringLength();
        if (length > ascii.length) {
            return 0;
        }
        char[] text = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        for (int i = 0; i < length; i++) {
            char c = text[offset + i];
            if (c > 0x7f) {
                return 0;
            }
            ascii[i] = (byte) c;
        }
        return length;
    }

    /** What a token is, without its content. */
    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }

    /** Why bytes are no JSON, without the payload that the parser's own message quotes. */
    static Refusal noJson(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return new Refusal(
                    FailureClass.UNDECODABLE,
                    "The value exceeds the limits of JSON, such as its depth; a JSON object in UTF-8 is needed.");
        }
        TokenStreamLocation at = e.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new Refusal(
                FailureClass.UNDECODABLE,
                "The value is not valid JSON" + place + "; a JSON object in UTF-8 is needed.");
    }
}
