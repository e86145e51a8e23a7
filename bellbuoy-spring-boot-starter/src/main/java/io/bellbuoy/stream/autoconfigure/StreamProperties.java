package io.bellbuoy.stream.autoconfigure;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * A stream of events.
 *
 * @param topic the topic it is read from; default: the stream's name
 * @param schema a JSON Schema, as in {@code classpath:/schemas/transaction.json}; this or {@code fields}
 * @param fields name and type of each field that rules use: decimal, string, boolean or timestamp; this or
 *     {@code schema}
 * @param id the field with the event's id
 * @param key the field whose value is the record key
 * @param time where event time comes from: a field, or {@code ingestion}, or {@code processing}
 * @param outOfOrderness how far an event may lag behind the newest one before it is late
 * @param idleTimeout how long a source may be silent before it no longer holds back the watermark
 * @param maxFuture how far event time may be ahead of the record's timestamp
 * @param deduplicate for how long ids are remembered, so that a second event of the same id is dropped
 * @param allowWatermarks whether watermark records are accepted, as a replayed file ends with
 * @param maxRecordSize the largest record that is processed, with key and headers; larger ones are dead letters
 */
record StreamProperties(
        @Nullable String topic,
        @Nullable Resource schema,
        @DefaultValue Map<String, String> fields,
        @Nullable String id,
        @Nullable String key,
        @Nullable String time,
        @DefaultValue("5s") TimeSpan outOfOrderness,
        @DefaultValue("30s") TimeSpan idleTimeout,
        @DefaultValue("5m") TimeSpan maxFuture,
        @Nullable TimeSpan deduplicate,
        @DefaultValue("false") boolean allowWatermarks,
        @DefaultValue("1MB") DataSize maxRecordSize) {}
