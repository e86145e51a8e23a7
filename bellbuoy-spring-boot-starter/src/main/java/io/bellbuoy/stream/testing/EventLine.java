package io.bellbuoy.stream.testing;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of events: the text as it is, and what of it the kit reads: texts and numbers at the top. Of a line that is no
 * JSON they are those before the fault.
 *
 * @param number the number of the line, from 1
 * @param text the line
 * @param fields the values by name, as text
 */
record EventLine(int number, String text, Map<String, String> fields) {

    /** The name of the stream. */
    static final String STREAM = "_stream";

    /** The record key, where it is not the value of the stream's key field. */
    static final String KEY = "_key";

    /** The record's timestamp. */
    static final String TIMESTAMP = "_timestamp";

    /** In place of an event: an entry of the list of that name. */
    static final String LIST = "_list";

    /** In place of an event: a value taken off the list of that name. */
    static final String UNLIST = "_unlist";

    /** In place of an event: a watermark. */
    static final String WATERMARK = "_watermark";

    /** In place of an event: the key of an entry that a record without a value deletes from a table. */
    static final String DELETE = "_delete";

    private static final JsonFactory JSON = new JsonFactory();

    static EventLine of(int number, String text) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                    JsonToken value = parser.nextToken();
                    if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
                        fields.putIfAbsent(name, parser.getString());
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        } catch (JacksonException e) {
            // A record like any other: the decoder says what is wrong with it.
            return new EventLine(number, text, fields);
        }
        return new EventLine(number, text, fields);
    }

    @Nullable
    String field(String name) {
        return fields.get(name);
    }

    /**
     * A time in ISO-8601 with an offset; null if there is none.
     *
     * @throws EventFileException if it is something else
     */
    @Nullable
    Instant time(String name) {
        String time = fields.get(name);
        try {
            return time == null ? null : Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new EventFileException(
                    number, name + " is '" + time + "'; allowed is ISO-8601 such as 2026-01-02T03:04:05Z.");
        }
    }
}
