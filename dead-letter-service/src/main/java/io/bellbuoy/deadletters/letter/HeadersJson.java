package io.bellbuoy.deadletters.letter;

import java.io.StringWriter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Headers as JSON: an array in the order of the record, each {@code {"name": "…", "text": "…"}} if the value is text that
 * PostgreSQL can store (UTF-8 without the zero character), {@code {"name": "…", "base64": "…"}} if not, and
 * {@code {"name": "…"}} if the value is null: each value can be had back to the byte. In place of a value that is stored in
 * the column {@code stack_trace} stands {@code "column": "stack_trace"}; one that is too large is cut, and {@code "size"}
 * says how many bytes it has. A zero character in a name becomes U+FFFD.
 */
final class HeadersJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final Bodies bodies;

    HeadersJson(Bodies bodies) {
        this.bodies = bodies;
    }

    String of(Headers headers, @Nullable String stackTrace) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            for (Header header : headers) {
                json.writeStartObject();
                json.writeStringProperty("name", header.key().replace('\0', '\uFFFD'));
                if (header.value() != null) {
                    value(json, header.value(), stackTrace);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    private void value(JsonGenerator json, byte[] value, @Nullable String stackTrace) {
        byte[] kept = value;
        if (bodies.isTooLarge(value)) {
            kept = bodies.preview(value);
            json.writeNumberProperty("size", value.length);
        }
        String text = text(kept);
        if (text == null) {
            json.writeName("base64");
            json.writeBinary(kept);
        } else if (text.equals(stackTrace)) {
            json.writeStringProperty("column", "stack_trace");
        } else {
            json.writeStringProperty("text", text);
        }
    }

    private static @Nullable String text(byte[] value) {
        String text = Utf8.text(value);
        return text == null || text.indexOf('\0') >= 0 ? null : text;
    }
}
