package io.bellbuoy.deadletters.redrive.send;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The headers of a record that is redriven: those it had before it failed, and those that tell which redrive it is. */
public final class RedriveHeaders {

    /** Text: no other record that is redriven ever has it. */
    public static final String REDRIVE_ID = "bellbuoy-redrive-id";
    /** Text, decimal digits: how many times the record has been redriven, this time included. */
    public static final String REDRIVE_ATTEMPT = "bellbuoy-redrive-attempt";
    /** Text, decimal digits: the number of the edit that the value comes from; absent where the value is the original. */
    public static final String REDRIVE_EDIT = "bellbuoy-redrive-edit";

    private static final List<String> PREFIXES = List.of(
            "kafka_dlt-",
            "kafka_original-",
            "kafka_exception-",
            "kafka_key-exception-",
            "retry_topic-",
            "springDeserializerException",
            "__connect.errors.",
            "__streams.errors.",
            "bellbuoy-redrive-");

    private static final Set<String> OURS = Set.of(
            DeadLetterHeaders.FAILURE,
            DeadLetterHeaders.FINGERPRINT,
            DeadLetterHeaders.RULE,
            DeadLetterHeaders.STAGE,
            DeadLetterHeaders.PAYLOAD_SHA256,
            DeadLetterHeaders.PAYLOAD_SIZE);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RedriveHeaders() {}

    /** Without those that a writer of dead letters, or a redrive, has added; the order stays. */
    static List<Header> original(Iterable<Header> headers) {
        List<Header> kept = new ArrayList<>();
        for (Header header : headers) {
            String name = header.key();
            if (!OURS.contains(name) && PREFIXES.stream().noneMatch(name::startsWith)) {
                kept.add(header);
            }
        }
        return kept;
    }

    static List<Header> ofRedrive(String id, int attempt, @Nullable Long edit) {
        List<Header> headers = new ArrayList<>();
        headers.add(new RecordHeader(REDRIVE_ID, DeadLetterHeaders.text(id)));
        headers.add(new RecordHeader(REDRIVE_ATTEMPT, DeadLetterHeaders.text(attempt)));
        if (edit != null) {
            headers.add(new RecordHeader(REDRIVE_EDIT, DeadLetterHeaders.text(edit)));
        }
        return headers;
    }

    /**
     * Headers out of the form in which they are stored.
     *
     * @return null if one of them is not stored whole
     */
    static @Nullable List<Header> stored(String json, @Nullable String stackTrace) {
        List<Header> headers = new ArrayList<>();
        for (JsonNode stored : JSON.readTree(json)) {
            if (stored.has("size")) {
                return null;
            }
            headers.add(new RecordHeader(stored.get("name").asString(), value(stored, stackTrace)));
        }
        return headers;
    }

    private static byte @Nullable [] value(JsonNode stored, @Nullable String stackTrace) {
        if (stored.has("text")) {
            return stored.get("text").asString().getBytes(StandardCharsets.UTF_8);
        }
        if (stored.has("base64")) {
            return stored.get("base64").binaryValue();
        }
        return stored.has("column") && stackTrace != null ? stackTrace.getBytes(StandardCharsets.UTF_8) : null;
    }
}
