package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.deadletter.FailureClass;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Decodes the records of one topic. Never throws for what is in a record. Not thread-safe: each consumer thread has its
 * own.
 */
public final class RecordDecoder implements TopicDecoder {

    /** The stage that failures of decoding name. */
    public static final String STAGE = "decode";

    /** The longest id or key in characters: both are repeated in state, alerts and headers. */
    static final int NAME_LENGTH = 1024;

    private final InputTopic input;
    private final StreamSpec stream;
    private final Clock clock;
    private final ValueReader reader;
    private final Field[] fields;
    private final int[] required;
    private final int id;
    private final int key;
    private final int time;

    /** A decoder that reads every field. */
    public RecordDecoder(InputTopic input, Clock clock) {
        this(input, clock, all(input.stream().schema()));
    }

    private static BitSet all(Schema schema) {
        BitSet all = new BitSet();
        all.set(0, schema.size());
        return all;
    }

    /**
     * @param input what is read
     * @param clock gives the time of events of a stream in processing time
     * @param reads the positions of the fields that somebody reads, with those of id, key and time; text in others is
     *     checked to be text and not made into a string, which is most of the cost of decoding
     */
    public RecordDecoder(InputTopic input, Clock clock, BitSet reads) {
        this.input = input;
        this.stream = input.stream();
        this.clock = clock;
        Schema schema = stream.schema();
        this.reader = new ValueReader(schema, reads);
        this.fields = schema.fields().toArray(Field[]::new);
        this.id = stream.id() == null ? -1 : schema.position(stream.id());
        this.key = schema.position(stream.key());
        this.time = stream.time().field() == null
                ? -1
                : schema.position(stream.time().field());
        this.required = IntStream.range(0, fields.length)
                .filter(i -> fields[i].required() || i == id || i == key || i == time)
                .toArray();
    }

    /** The name of the stream. */
    public String stream() {
        return stream.name();
    }

    @Override
    public Decoded decode(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        ConsumedRecord source = new ConsumedRecord(record);
        try {
            requireSize(record);
            byte[] value = record.value();
            return value == null ? withoutValue(record, source) : new Decoded.Accepted(event(value, source));
        } catch (Refusal e) {
            return undecodable(source, e, null);
        } catch (JacksonException e) {
            return undecodable(source, ValueReader.noJson(e), e.getClass().getName());
        }
    }

    private Decoded undecodable(ConsumedRecord source, Refusal refusal, @Nullable String exception) {
        Failure failure = new Failure(refusal.kind(), STAGE, null, refusal.reason(), exception);
        return new Decoded.Undecodable(stream.name(), failure, source);
    }

    private void requireSize(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers().toArray()) {
            size += header.key().length() + length(header.value());
        }
        if (size > input.maxRecordBytes()) {
            throw new Refusal(
                    FailureClass.TOO_LARGE,
                    "The record has " + size + " bytes; allowed are " + input.maxRecordBytes()
                            + " (max-record-size of stream " + stream.name() + ").");
        }
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private Decoded withoutValue(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, ConsumedRecord source) {
        Header header = record.headers().lastHeader(DeadLetterHeaders.WATERMARK);
        if (header != null) {
            return new Decoded.Watermark(stream.name(), watermark(header.value()), source);
        }
        if (!input.isTable()) {
            throw new Refusal(FailureClass.UNDECODABLE, "The value is null; a JSON object is needed.");
        }
        return new Decoded.Deleted(stream.name(), deletedKey(source), source);
    }

    private String deletedKey(ConsumedRecord source) {
        byte[] bytes = source.key();
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        boolean isText = bytes != null && isUtf8Of(text, bytes);
        if (!isText || text.isEmpty() || text.length() > NAME_LENGTH) {
            throw new Refusal(
                    FailureClass.INVALID,
                    "A record without a value deletes the entry of its key, but the key is no text of 1 to "
                            + NAME_LENGTH + " characters in UTF-8.");
        }
        requireTimestamp(source);
        return text;
    }

    private static long watermark(byte @Nullable [] value) {
        if (value != null && value.length <= 20) {
            try {
                long millis = Long.parseLong(DeadLetterHeaders.readText(value));
                if (TimeText.isAllowed(millis)) {
                    return millis;
                }
            } catch (NumberFormatException e) {
                // The refusal below says what is allowed.
            }
        }
        throw new Refusal(
                FailureClass.INVALID,
                "Header " + DeadLetterHeaders.WATERMARK
                        + ": found something else than epoch milliseconds; allowed: decimal digits, of the years 0 to 9999.");
    }

    private Event event(byte[] json, ConsumedRecord source) {
        @Nullable Object[] values = reader.read(json);
        requireFields(values);
        String keyText = name(values, key);
        String idText = id < 0 ? source.toString() : name(values, id);
        requireKey(keyText, source.key());
        return new Event(stream.name(), time(values, source), idText, keyText, values, source);
    }

    private void requireFields(@Nullable Object[] values) {
        for (int i : required) {
            if (values[i] == null) {
                throw Refusal.invalid(fields[i].name(), "nothing or null", "a value, since the field is required");
            }
        }
    }

    private String name(@Nullable Object[] values, int position) {
        if (!(values[position] instanceof String text)) {
            throw new IllegalStateException("Field " + fields[position].name() + " must be required and a string.");
        }
        if (text.isEmpty() || text.length() > NAME_LENGTH) {
            throw Refusal.invalid(
                    fields[position].name(),
                    text.isEmpty() ? "an empty string" : "a string of " + text.length() + " characters",
                    "1 to " + NAME_LENGTH + " characters");
        }
        return text;
    }

    private void requireKey(String expected, byte @Nullable [] found) {
        if (found != null && isUtf8Of(expected, found)) {
            return;
        }
        throw new Refusal(
                FailureClass.KEY_MISMATCH,
                "The record key is " + (found == null ? "null" : "another value") + "; it must be the value of field "
                        + stream.key() + " in UTF-8, since it decides where the state lives.");
    }

    private static boolean isUtf8Of(String text, byte[] bytes) {
        if (bytes.length == text.length()) {
            int i = 0;
            while (i < bytes.length && bytes[i] >= 0 && bytes[i] == text.charAt(i)) {
                i++;
            }
            if (i == bytes.length) {
                return true;
            }
        }
        // Both ways, since half of a surrogate pair encodes as a question mark.
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                && new String(bytes, StandardCharsets.UTF_8).equals(text);
    }

    private long time(@Nullable Object[] values, ConsumedRecord source) {
        if (time >= 0 && values[time] instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        if (stream.time().kind() == TimeSource.Kind.PROCESSING) {
            return clock.millis();
        }
        requireTimestamp(source);
        return source.timestamp();
    }

    private void requireTimestamp(ConsumedRecord source) {
        if (source.timestamp() < 0) {
            throw new Refusal(
                    FailureClass.INVALID,
                    "The record has no timestamp; stream " + stream.name() + " takes "
                            + (time < 0 ? "its time from it (time: ingestion)." : "the time of deletions from it."));
        }
    }
}
