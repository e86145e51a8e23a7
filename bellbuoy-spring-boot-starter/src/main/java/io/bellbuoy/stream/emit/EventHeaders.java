package io.bellbuoy.stream.emit;

import io.bellbuoy.events.json.CloudEventHeaders;
import io.bellbuoy.events.json.Timestamps;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of {@link CloudEventHeaders}, with those that are the same for all records of a source made once.
 */
final class EventHeaders {

    private static final Header VERSION = header("ce_specversion", "1.0");
    private static final Header CONTENT = header("content-type", "application/json");

    private final Header source;

    EventHeaders(String source) {
        this.source = header("ce_source", source);
    }

    /** A header that many records share. */
    static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The {@code ce_type} of a constant of {@link CloudEventHeaders}. */
    static Header type(String type) {
        return header("ce_type", type);
    }

    RecordHeaders of(String id, Header type, long time, String subject) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(VERSION);
        headers.add(header("ce_id", id));
        headers.add(source);
        headers.add(type);
        headers.add(header("ce_time", Timestamps.format(time)));
        if (!subject.isEmpty()) {
            headers.add(header("ce_subject", subject));
        }
        headers.add(CONTENT);
        return headers;
    }
}
