package io.bellbuoy.deadletters.headers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads headers that anybody may have written: whatever is not as it should be counts as missing. */
final class HeaderText {

    private static final int NAME = 255;
    private static final int MESSAGE = 16 * 1024;
    private static final int STACK_TRACE = 128 * 1024;

    /** The longest name of a topic that Kafka allows. */
    private static final int TOPIC = 249;

    private final Headers headers;

    HeaderText(Headers headers) {
        this.headers = headers;
    }

    @Nullable
    String name(String header) {
        return text(header, NAME);
    }

    @Nullable
    String message(String header) {
        return text(header, MESSAGE);
    }

    @Nullable
    String stackTrace(String header) {
        return text(header, STACK_TRACE);
    }

    /** An origin out of headers of any form; null without the name of a topic. */
    static @Nullable Origin origin(
            @Nullable String topic,
            @Nullable Long partition,
            @Nullable Long offset,
            @Nullable Long timestamp,
            @Nullable String group) {
        if (topic == null || topic.length() > TOPIC) {
            return null;
        }
        return new Origin(
                topic,
                partition == null || partition < 0 || partition > Integer.MAX_VALUE ? null : partition.intValue(),
                offset == null || offset < 0 ? null : offset,
                timestamp == null || timestamp < StorableTime.EARLIEST || timestamp > StorableTime.LATEST
                        ? null
                        : timestamp,
                group);
    }

    /** A number of four or eight bytes, big-endian. */
    @Nullable
    Long binary(String header) {
        byte[] bytes = bytes(header);
        if (bytes == null || (bytes.length != Integer.BYTES && bytes.length != Long.BYTES)) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return bytes.length == Integer.BYTES ? (long) buffer.getInt() : buffer.getLong();
    }

    /** A number in decimal digits. */
    @Nullable
    Long decimal(String header) {
        String text = text(header, NAME);
        if (text == null || !text.matches("-?[0-9]{1,18}")) {
            return null;
        }
        return Long.valueOf(text);
    }

    private @Nullable String text(String header, int length) {
        byte[] bytes = bytes(header);
        if (bytes == null) {
            return null;
        }
        // Four bytes are the longest character: more need not be decoded.
        byte[] enough = bytes.length > 4 * length ? Arrays.copyOf(bytes, 4 * length) : bytes;
        String text = StorableText.of(new String(enough, StandardCharsets.UTF_8), length);
        return text.isBlank() ? null : text;
    }

    private byte @Nullable [] bytes(String header) {
        Header last = headers.lastHeader(header);
        return last == null ? null : last.value();
    }
}
