package io.bellbuoy.quickstart.render;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;

/** Record headers as text: most are UTF-8, a few of spring-kafka's are big-endian numbers. */
final class Headers {

    private static final Set<String> NUMBERS = Set.of(
            DeadLetterHeaders.ORIGINAL_PARTITION,
            DeadLetterHeaders.ORIGINAL_OFFSET,
            DeadLetterHeaders.ORIGINAL_TIMESTAMP);

    private Headers() {}

    /** All headers in their order; of headers with the same name, the last. */
    static Map<String, String> of(Iterable<Header> headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        headers.forEach(header -> texts.put(header.key(), text(header)));
        return texts;
    }

    private static String text(Header header) {
        byte[] value = header.value() == null ? new byte[0] : header.value();
        if (NUMBERS.contains(header.key()) && value.length == Integer.BYTES) {
            return Integer.toString(ByteBuffer.wrap(value).getInt());
        }
        if (NUMBERS.contains(header.key()) && value.length == Long.BYTES) {
            return Long.toString(ByteBuffer.wrap(value).getLong());
        }
        return new String(value, StandardCharsets.UTF_8);
    }
}
