package io.bellbuoy.quickstart.render;

import io.bellbuoy.events.action.AccountAction;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.decision.Decision;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.events.json.EventFormatException;
import io.bellbuoy.quickstart.console.Colour;
import io.bellbuoy.quickstart.console.Console;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Any record as one line, for people or for machines. Thread-safe. */
public final class RecordLine {

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final EventCodec codec = new EventCodec();
    private final Console console;

    public RecordLine(Console console) {
        this.console = console;
    }

    /** The record for a person: alerts, actions, decisions, dead letters and late events in their own form, others as JSON. */
    public String readable(ConsumerRecord<byte[], byte[]> record) {
        JsonNode value = tree(record.value());
        try {
            return switch (RecordKind.of(record, value)) {
                case ALERT -> AlertLine.of(codec.read(record.value(), Alert.class), console);
                case ACTION -> AlertLine.of(codec.read(record.value(), AccountAction.class), console);
                case DECISION -> DecisionLine.of(codec.read(record.value(), Decision.class), console);
                case DEAD_LETTER -> deadLetter(record, Headers.of(record.headers()));
                case LATE -> late(record, Headers.of(record.headers()));
                case WATERMARK -> watermark(record, Headers.of(record.headers()));
                case OTHER -> other(record, value);
            };
        } catch (EventFormatException otherForm) {
            return other(record, value);
        }
    }

    /**
     * The record as one JSON object: topic, partition, offset, timestamp, key, headers, and value as JSON, or as a string if
     * it is not JSON, or null.
     */
    public String machine(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode line = json.createObjectNode();
        line.put("topic", record.topic());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        line.put("key", text(record.key()));
        ObjectNode headers = line.putObject("headers");
        Headers.of(record.headers()).forEach(headers::put);
        JsonNode value = tree(record.value());
        if (value == null) {
            line.put("value", text(record.value()));
        } else {
            line.set("value", value);
        }
        return json.writeValueAsString(line);
    }

    private String deadLetter(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers) {
        String rule = headers.containsKey(DeadLetterHeaders.RULE) ? " rule " + headers.get(DeadLetterHeaders.RULE) : "";
        return "%s  %s  %s-%s@%s  key=%s  %s%s%s"
                .formatted(
                        console.paint(Colour.DIM, AlertLine.time(Instant.ofEpochMilli(record.timestamp()))),
                        console.paint(Colour.YELLOW, header(headers, DeadLetterHeaders.FAILURE)),
                        header(headers, DeadLetterHeaders.ORIGINAL_TOPIC),
                        header(headers, DeadLetterHeaders.ORIGINAL_PARTITION),
                        header(headers, DeadLetterHeaders.ORIGINAL_OFFSET),
                        key(record),
                        header(headers, DeadLetterHeaders.EXCEPTION_MESSAGE),
                        Console.printable(rule),
                        console.paint(Colour.DIM, " (" + header(headers, DeadLetterHeaders.FINGERPRINT) + ")"));
    }

    private String late(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers) {
        return "%s  %s  %s-%s@%s  key=%s  late for %s, window %s, watermark %s"
                .formatted(
                        console.paint(Colour.DIM, AlertLine.time(Instant.ofEpochMilli(record.timestamp()))),
                        console.paint(Colour.BLUE, "LATE"),
                        header(headers, DeadLetterHeaders.ORIGINAL_TOPIC),
                        header(headers, DeadLetterHeaders.ORIGINAL_PARTITION),
                        header(headers, DeadLetterHeaders.ORIGINAL_OFFSET),
                        key(record),
                        header(headers, DeadLetterHeaders.LATE_RULES),
                        header(headers, DeadLetterHeaders.LATE_WINDOW),
                        instant(header(headers, DeadLetterHeaders.WATERMARK)));
    }

    private String watermark(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers) {
        return console.paint(
                Colour.DIM,
                "%s-%d@%d  watermark %s"
                        .formatted(
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                instant(header(headers, DeadLetterHeaders.WATERMARK))));
    }

    private String other(ConsumerRecord<byte[], byte[]> record, @Nullable JsonNode value) {
        String body = value == null ? text(record.value()) : json.writeValueAsString(value);
        return "%s  %s"
                .formatted(
                        console.paint(
                                Colour.DIM,
                                "%s-%d@%d  key=%s"
                                        .formatted(record.topic(), record.partition(), record.offset(), key(record))),
                        body == null ? "(no value)" : Console.printable(body));
    }

    private static String instant(String epochMillis) {
        try {
            return AlertLine.time(Instant.ofEpochMilli(Long.parseLong(epochMillis)));
        } catch (NumberFormatException | DateTimeException other) {
            return epochMillis;
        }
    }

    private static String header(Map<String, String> headers, String name) {
        return Console.printable(headers.getOrDefault(name, "-"));
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        String key = text(record.key());
        return key == null ? "-" : Console.printable(key);
    }

    private @Nullable JsonNode tree(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            JsonNode node = json.readTree(bytes);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
