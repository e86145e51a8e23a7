package io.bellbuoy.stream.testing;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.json.Timestamps;
import io.bellbuoy.stream.emit.OutgoingRecords;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes each record that would be sent as one line of JSON, in order. */
final class OutputLines implements OutgoingRecords {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> lines = new ArrayList<>();
    private int line;

    /** The number of the line of events that is at work. */
    void at(int line) {
        this.line = line;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void send(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("topic", record.topic());
            if (record.key() != null) {
                json.writeStringProperty("key", new String(record.key(), StandardCharsets.UTF_8));
            }
            write(record, json);
            json.writeEndObject();
        }
        lines.add(text.toString());
    }

    @Override
    public void duplicate(String stream) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("duplicate", stream);
            json.writeNumberProperty("line", line);
            json.writeEndObject();
        }
        lines.add(text.toString());
    }

    private static void write(ProducerRecord<byte @Nullable [], byte @Nullable []> record, JsonGenerator json) {
        byte[] value = record.value();
        if (record.headers().lastHeader(DeadLetterHeaders.ORIGINAL_OFFSET) != null) {
            copy(record, json);
        } else if (value == null) {
            json.writeNullProperty("value");
        } else {
            json.writeName("value");
            json.writeRawValue(new String(value, StandardCharsets.UTF_8));
        }
    }

    /** A dead letter or a late record: which line of the events it is, and why, rather than the same bytes again. */
    private static void copy(ProducerRecord<byte @Nullable [], byte @Nullable []> record, JsonGenerator json) {
        Header offset = record.headers().lastHeader(DeadLetterHeaders.ORIGINAL_OFFSET);
        long line = DeadLetterHeaders.readInt64(offset.value());
        if (line > 0) {
            json.writeNumberProperty("line", line);
        }
        text(record, DeadLetterHeaders.FAILURE, "failure", json);
        text(record, DeadLetterHeaders.STAGE, "stage", json);
        text(record, DeadLetterHeaders.RULE, "rule", json);
        text(record, DeadLetterHeaders.EXCEPTION_MESSAGE, "message", json);
        text(record, DeadLetterHeaders.LATE_RULES, "rules", json);
        text(record, DeadLetterHeaders.LATE_WINDOW, "window", json);
        Header watermark = record.headers().lastHeader(DeadLetterHeaders.WATERMARK);
        if (watermark != null && record.headers().lastHeader(DeadLetterHeaders.LATE_RULES) != null) {
            long millis = Long.parseLong(DeadLetterHeaders.readText(watermark.value()));
            json.writeStringProperty("watermark", Timestamps.format(millis));
        }
    }

    private static void text(
            ProducerRecord<byte @Nullable [], byte @Nullable []> record,
            String header,
            String name,
            JsonGenerator json) {
        Header found = record.headers().lastHeader(header);
        if (found != null) {
            json.writeStringProperty(name, DeadLetterHeaders.readText(found.value()));
        }
    }
}
