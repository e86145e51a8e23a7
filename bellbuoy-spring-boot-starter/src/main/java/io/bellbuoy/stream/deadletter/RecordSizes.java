package io.bellbuoy.stream.deadletter;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** How large a record is in Kafka's format, rounded up. */
public final class RecordSizes {

    /** The header of a batch of one record (61 bytes), and the lengths, timestamp and offset of the record. */
    private static final int RECORD_OVERHEAD = 61 + 32;

    /** Two lengths of up to five bytes. */
    private static final int HEADER_OVERHEAD = 10;

    private RecordSizes() {}

    /** An upper bound of the bytes that a record takes without compression. */
    public static long of(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
        long size = RECORD_OVERHEAD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += HEADER_OVERHEAD + utf8(header.key()) + length(header.value());
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
