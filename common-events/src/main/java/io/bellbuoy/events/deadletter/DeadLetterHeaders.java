package io.bellbuoy.events.deadletter;

import io.bellbuoy.events.event.TimeWindow;
import io.bellbuoy.events.json.Timestamps;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names and binary forms of the headers of dead letters and late records. Those that begin with {@code kafka_dlt-} are
 * written as spring-kafka's {@code DeadLetterPublishingRecoverer} does, so that tools for its dead letters read ours:
 * numbers as big-endian integers, the rest as text. Those that begin with {@code bellbuoy-} are all text. Text is
 * UTF-8.
 */
public final class DeadLetterHeaders {

    /** Text: the topic the record was read from. */
    public static final String ORIGINAL_TOPIC = "kafka_dlt-original-topic";
    /** {@link #int32}: its partition. */
    public static final String ORIGINAL_PARTITION = "kafka_dlt-original-partition";
    /** {@link #int64}: its offset. */
    public static final String ORIGINAL_OFFSET = "kafka_dlt-original-offset";
    /** {@link #int64}: its Kafka timestamp in milliseconds since 1970 UTC. */
    public static final String ORIGINAL_TIMESTAMP = "kafka_dlt-original-timestamp";
    /** Text: {@code CreateTime}, {@code LogAppendTime} or {@code NoTimestampType}. */
    public static final String ORIGINAL_TIMESTAMP_TYPE = "kafka_dlt-original-timestamp-type";
    /** Text: the consumer group that read it. */
    public static final String ORIGINAL_CONSUMER_GROUP = "kafka_dlt-original-consumer-group";
    /** Text: the class name of the exception. */
    public static final String EXCEPTION_FQCN = "kafka_dlt-exception-fqcn";
    /** Text: the class name of the exception's cause. */
    public static final String EXCEPTION_CAUSE_FQCN = "kafka_dlt-exception-cause-fqcn";
    /** Text: the message; nothing of the payload. */
    public static final String EXCEPTION_MESSAGE = "kafka_dlt-exception-message";
    /** Text: the stack trace. */
    public static final String EXCEPTION_STACKTRACE = "kafka_dlt-exception-stacktrace";
    /** Text: as {@link #EXCEPTION_FQCN}, where the record key could not be decoded. */
    public static final String KEY_EXCEPTION_FQCN = "kafka_dlt-key-exception-fqcn";
    /** Text: as {@link #EXCEPTION_MESSAGE}, where the record key could not be decoded. */
    public static final String KEY_EXCEPTION_MESSAGE = "kafka_dlt-key-exception-message";
    /** Text: as {@link #EXCEPTION_STACKTRACE}, where the record key could not be decoded. */
    public static final String KEY_EXCEPTION_STACKTRACE = "kafka_dlt-key-exception-stacktrace";

    /** Text: the name of the {@link FailureClass}. */
    public static final String FAILURE = "bellbuoy-failure";
    /** Text: the {@link Failure#fingerprint()}, 16 hex digits. */
    public static final String FINGERPRINT = "bellbuoy-fingerprint";
    /** Text: the rule that failed; absent if none did. */
    public static final String RULE = "bellbuoy-rule";
    /** Text: where in the flow it failed. */
    public static final String STAGE = "bellbuoy-stage";

    /** Text: on a late record, the rules that it came too late for; the form is {@link #rules}. */
    public static final String LATE_RULES = "bellbuoy-late-rules";
    /** Text: on a late record, the window that was closed already; the form is {@link #window}. */
    public static final String LATE_WINDOW = "bellbuoy-late-window";
    /**
     * Text: the watermark in milliseconds since 1970 UTC, decimal digits. On a late record the watermark that it came
     * behind; on a record without key and value, which ends a replayed file, the watermark to advance to.
     */
    public static final String WATERMARK = "bellbuoy-watermark";

    /** Text: where the body was too large to be kept, its SHA-256 in 64 hex digits; the form is {@link #sha256}. */
    public static final String PAYLOAD_SHA256 = "bellbuoy-payload-sha256";
    /** Text: where the body was too large to be kept, its length in bytes, decimal digits. */
    public static final String PAYLOAD_SIZE = "bellbuoy-payload-size";

    private DeadLetterHeaders() {}

    /** Text in UTF-8. */
    public static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** A number as text: decimal digits, with a minus if it is negative. */
    public static byte[] text(long value) {
        return text(Long.toString(value));
    }

    /** Four bytes, big-endian. */
    public static byte[] int32(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** Eight bytes, big-endian. */
    public static byte[] int64(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    /** Rule names, in the order given, with commas between them. */
    public static byte[] rules(List<String> rules) {
        return text(String.join(",", rules));
    }

    /** An ISO-8601 interval, such as {@code 2026-01-02T03:00:00.000Z/2026-01-02T03:10:00.000Z}; the end is outside. */
    public static byte[] window(TimeWindow window) {
        return text(Timestamps.format(window.start()) + "/" + Timestamps.format(window.end()));
    }

    /** The SHA-256 of a body, 64 lower-case hex digits. */
    public static byte[] sha256(byte[] payload) {
        return text(Sha256.hex(payload));
    }

    /** The text of a header. */
    public static String readText(byte[] header) {
        return new String(header, StandardCharsets.UTF_8);
    }

    /**
     * The number of a header of four bytes.
     *
     * @throws IllegalArgumentException if it has another length
     */
    public static int readInt32(byte[] header) {
        requireLength(header, Integer.BYTES);
        return ByteBuffer.wrap(header).getInt();
    }

    /**
     * The number of a header of eight bytes.
     *
     * @throws IllegalArgumentException if it has another length
     */
    public static long readInt64(byte[] header) {
        requireLength(header, Long.BYTES);
        return ByteBuffer.wrap(header).getLong();
    }

    private static void requireLength(byte[] header, int length) {
        if (header.length != length) {
            throw new IllegalArgumentException("The header has " + header.length + " bytes, but a number of " + length
                    + " bytes is needed; it was not written by this library or spring-kafka.");
        }
    }
}
