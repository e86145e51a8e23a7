package io.bellbuoy.stream.autoconfigure;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * A table: the newest entry of each key of a compacted topic, joined to events by their key.
 *
 * @param topic the topic it is read from, compacted; default: the table's name
 * @param schema a JSON Schema of its entries; this or {@code fields}
 * @param fields name and type of each field that rules use: decimal, string, boolean or timestamp; this or
 *     {@code schema}
 * @param key the field whose value is the record key
 * @param time from when an entry is valid: a field, or {@code ingestion}, the record's timestamp
 * @param history how long replaced and deleted entries are kept, so that rules on arrival join an event with the entry
 *     as of its own time
 * @param await how long an event waits for an entry if there is none, in event time
 * @param ttl for how long an entry is valid that is not renewed; default: for ever
 * @param outOfOrderness how far an entry may lag behind the newest one before it is late
 * @param idleTimeout how long the topic may be silent before it no longer holds back the watermark
 * @param maxFuture how far the time of an entry may be ahead of the record's timestamp
 * @param allowWatermarks whether watermark records are accepted, as a replayed file ends with
 * @param maxRecordSize the largest record that is processed, with key and headers; larger ones are dead letters
 */
record TableProperties(
        @Nullable String topic,
        @Nullable Resource schema,
        @DefaultValue Map<String, String> fields,
        @Nullable String key,
        @Nullable String time,
        @DefaultValue("0s") TimeSpan history,
        @Name("wait") @DefaultValue("0s") TimeSpan await,
        @Nullable TimeSpan ttl,
        @DefaultValue("5s") TimeSpan outOfOrderness,
        @DefaultValue("30s") TimeSpan idleTimeout,
        @DefaultValue("5m") TimeSpan maxFuture,
        @DefaultValue("false") boolean allowWatermarks,
        @DefaultValue("1MB") DataSize maxRecordSize) {

    /** The stream that fills it. */
    StreamProperties stream() {
        return new StreamProperties(
                topic,
                schema,
                fields,
                null,
                key,
                time,
                outOfOrderness,
                idleTimeout,
                maxFuture,
                null,
                allowWatermarks,
                maxRecordSize);
    }
}
