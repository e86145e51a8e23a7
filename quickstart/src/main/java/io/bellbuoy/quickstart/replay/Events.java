package io.bellbuoy.quickstart.replay;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Makes events of rows. Text stays text, so that decimals stay exact; {@code true} and {@code false} become truth values. */
final class Events {

    private final JsonMapper json = JsonMapper.builder().build();
    private final ReplaySettings settings;

    Events(ReplaySettings settings) {
        this.settings = settings;
    }

    /** An event ready to be sent. */
    record Event(String key, byte[] value, Instant time) {}

    /** The event of a row; a bad row if its key or time is missing or not understood. */
    Event of(Row row) throws BadRow {
        Map<String, Object> fields = new LinkedHashMap<>(settings.mapping().apply(row));
        String key = required(fields, settings.keyField(), row);
        Instant time = EventTimes.parse(required(fields, settings.timeField(), row))
                .orElseThrow(() -> new BadRow(
                        row.line(),
                        "the time in '" + settings.timeField()
                                + "' is not understood; allowed are ISO-8601, epoch seconds and epoch milliseconds"));
        fields.replaceAll((field, value) -> truth(value));
        // The service compares the record key with this field, so it stays text whatever it looks like.
        fields.put(settings.keyField(), key);
        fields.put(settings.timeField(), EventTimes.format(time));
        return new Event(key, json.writeValueAsBytes(fields), time);
    }

    private static String required(Map<String, Object> fields, String field, Row row) throws BadRow {
        Object value = fields.get(field);
        if (value == null) {
            throw new BadRow(row.line(), "no value for '" + field + "'");
        }
        return value.toString();
    }

    private static Object truth(Object value) {
        return value.equals("true") || value.equals("false") ? Boolean.valueOf((String) value) : value;
    }
}
