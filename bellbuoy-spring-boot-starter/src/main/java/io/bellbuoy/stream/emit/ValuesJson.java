package io.bellbuoy.stream.emit;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.events.feature.FeatureValues;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.events.json.Timestamps;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Writes published values as {@link EventCodec} writes {@link FeatureValues}, byte for byte, without the detour by a
 * record: there may be one for each event. Not thread-safe.
 */
final class ValuesJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private final TimeDigits times;
    private final StringWriter buffer = new StringWriter(512);

    ValuesJson(TimeDigits times) {
        this.times = times;
    }

    byte[] write(Output.Values values) {
        buffer.getBuffer().setLength(0);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), buffer)) {
            write(values, json);
        }
        // By way of a String, as the codec does: half of a surrogate pair becomes a question mark.
        return buffer.toString().getBytes(StandardCharsets.UTF_8);
    }

    static FeatureValues record(Output.Values values) {
        return new FeatureValues(
                values.eventId(),
                values.key(),
                Instant.ofEpochMilli(values.eventTime()),
                TimeWindows.of(values.window()),
                values.values());
    }

    private void write(Output.Values values, JsonGenerator json) {
        json.writeStartObject();
        String eventId = values.eventId();
        if (eventId != null) {
            json.writeStringProperty("eventId", eventId);
        }
        json.writeName("key");
        json.writeStartObject();
        for (Map.Entry<String, String> part : values.key().entrySet()) {
            json.writeStringProperty(part.getKey(), part.getValue());
        }
        json.writeEndObject();
        json.writeStringProperty("eventTime", times.format(values.eventTime()));
        Window window = values.window();
        if (window != null) {
            json.writeName("window");
            json.writeStartObject();
            json.writeStringProperty("start", times.format(window.start()));
            json.writeStringProperty("end", times.format(window.end()));
            json.writeEndObject();
        }
        json.writeName("values");
        json.writeStartObject();
        for (Map.Entry<String, @Nullable Object> value : values.values().entrySet()) {
            json.writeName(value.getKey());
            write(value.getValue(), json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(@Nullable Object value, JsonGenerator json) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof BigDecimal decimal) {
            json.writeString(decimal.toPlainString());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Instant time) {
            json.writeString(Timestamps.format(time));
        } else {
            json.writeString((String) value);
        }
    }
}
