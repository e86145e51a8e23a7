package io.bellbuoy.stream.emit;

import io.bellbuoy.engine.output.Evidence;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.decision.Decision;
import io.bellbuoy.events.feature.FeatureValues;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.events.json.Timestamps;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Writes the outputs that are many, as {@link EventCodec} writes {@link Alert}, {@link FeatureValues} and {@link Decision},
 * byte for byte, without the detour by a record and without reflection: there may be one for each event. Not thread-safe.
 */
final class OutputJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private final String application;
    private final StringWriter text = new StringWriter(1024);

    /** @param application the application id, which every alert names */
    OutputJson(String application) {
        this.application = application;
    }

    byte[] alert(Output.Alert alert) {
        try (JsonGenerator json = begin()) {
            writeAlert(alert, json);
        }
        return bytes();
    }

    byte[] values(Output.Values values) {
        try (JsonGenerator json = begin()) {
            writeValues(values, json);
        }
        return bytes();
    }

    byte[] decision(Output.Decision decision) {
        try (JsonGenerator json = begin()) {
            writeDecision(decision, json);
        }
        return bytes();
    }

    private JsonGenerator begin() {
        text.getBuffer().setLength(0);
        return JSON.createGenerator(ObjectWriteContext.empty(), text);
    }

    /** By way of a String, as the codec does: half of a surrogate pair becomes a question mark. */
    private byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void writeAlert(Output.Alert alert, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("id", alert.id().toString());
        json.writeNumberProperty("revision", alert.revision());
        json.writeStringProperty("status", alert.status().name());
        json.writeStringProperty("application", application);
        json.writeStringProperty("rule", alert.rule());
        json.writeStringProperty("ruleVersion", alert.ruleVersion());
        json.writeStringProperty("severity", alert.severity().name());
        json.writeStringProperty("message", alert.message());
        key(alert.key(), json);
        window(alert.window(), json);
        eventId(alert.eventId(), json);
        time("eventTime", alert.eventTime(), json);
        values(alert.values(), json);
        json.writeStringProperty("condition", alert.condition());
        if (alert.watermark() != Long.MIN_VALUE) {
            time("watermark", alert.watermark(), json);
        }
        evidence(alert.evidence(), json);
        json.writeEndObject();
    }

    private static void writeValues(Output.Values values, JsonGenerator json) {
        json.writeStartObject();
        eventId(values.eventId(), json);
        key(values.key(), json);
        time("eventTime", values.eventTime(), json);
        window(values.window(), json);
        values(values.values(), json);
        json.writeEndObject();
    }

    private static void writeDecision(Output.Decision decision, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("eventId", decision.eventId());
        key(decision.key(), json);
        time("eventTime", decision.eventTime(), json);
        json.writeStringProperty("scorecard", decision.scorecard());
        json.writeStringProperty("scorecardVersion", decision.version());
        json.writeStringProperty("score", decision.score().toPlainString());
        json.writeStringProperty("outcome", decision.outcome().name());
        json.writeStringProperty("scored", decision.scored().name());
        json.writeArrayPropertyStart("parts");
        for (Output.Part part : decision.parts()) {
            json.writeStartObject();
            json.writeStringProperty("rule", part.rule());
            json.writeStringProperty("ruleVersion", part.version());
            json.writeStringProperty("weight", part.weight().toPlainString());
            json.writeBooleanProperty("holds", part.holds());
            values(part.values(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        lists(decision.lists(), json);
        json.writeEndObject();
    }

    private static void lists(List<Output.Listed> lists, JsonGenerator json) {
        json.writeArrayPropertyStart("lists");
        for (Output.Listed listed : lists) {
            json.writeStartObject();
            json.writeStringProperty("list", listed.list());
            json.writeStringProperty("effect", listed.effect().name());
            json.writeStringProperty("value", listed.value());
            if (listed.reason() != null) {
                json.writeStringProperty("reason", listed.reason());
            }
            if (listed.until() != ListSpec.NEVER) {
                time("until", listed.until(), json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    // ---- the parts that several have

    private static void key(Map<String, String> key, JsonGenerator json) {
        json.writeObjectPropertyStart("key");
        for (Map.Entry<String, String> part : key.entrySet()) {
            json.writeStringProperty(part.getKey(), part.getValue());
        }
        json.writeEndObject();
    }

    private static void eventId(@Nullable String id, JsonGenerator json) {
        if (id != null) {
            json.writeStringProperty("eventId", id);
        }
    }

    private static void window(@Nullable Window window, JsonGenerator json) {
        if (window != null) {
            json.writeObjectPropertyStart("window");
            time("start", window.start(), json);
            time("end", window.end(), json);
            json.writeEndObject();
        }
    }

    private static void evidence(@Nullable Evidence evidence, JsonGenerator json) {
        if (evidence != null) {
            json.writeObjectPropertyStart("evidence");
            json.writeStringProperty("topic", evidence.topic());
            json.writeNumberProperty("partition", evidence.partition());
            json.writeNumberProperty("firstOffset", evidence.firstOffset());
            json.writeNumberProperty("lastOffset", evidence.lastOffset());
            json.writeNumberProperty("triggerOffset", evidence.triggerOffset());
            json.writeEndObject();
        }
    }

    private static void time(String name, long millis, JsonGenerator json) {
        json.writeStringProperty(name, Timestamps.format(millis));
    }

    private static void values(Map<String, @Nullable Object> values, JsonGenerator json) {
        json.writeObjectPropertyStart("values");
        for (Map.Entry<String, @Nullable Object> value : values.entrySet()) {
            json.writeName(value.getKey());
            value(value.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void value(@Nullable Object value, JsonGenerator json) {
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
