package io.bellbuoy.stream.deadletter;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.stream.decode.ConsumedRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a record in the making: its bytes, its headers except those to be replaced, and headers of ours behind
 * them. What is too large for its topic goes without its body, then without its own headers, then without its key.
 */
final class CopiedRecord {

    private final String topic;
    private final SourceRecord source;
    private final Predicate<String> replaced;
    private final Map<String, byte[]> headers = new LinkedHashMap<>();

    CopiedRecord(String topic, SourceRecord source, Predicate<String> replaced) {
        this.topic = topic;
        this.source = source;
        this.replaced = replaced;
    }

    /** Adds a header of ours. */
    CopiedRecord with(String name, byte[] value) {
        headers.put(name, value);
        return this;
    }

    /** Adds a header of text, if there is any. */
    CopiedRecord with(String name, @Nullable String text) {
        return text == null ? this : with(name, DeadLetterHeaders.text(text));
    }

    /** Adds where the record came from. */
    CopiedRecord withOrigin(String group) {
        with(DeadLetterHeaders.ORIGINAL_TOPIC, source.topic());
        with(DeadLetterHeaders.ORIGINAL_PARTITION, DeadLetterHeaders.int32(source.partition()));
        with(DeadLetterHeaders.ORIGINAL_OFFSET, DeadLetterHeaders.int64(source.offset()));
        with(DeadLetterHeaders.ORIGINAL_TIMESTAMP, DeadLetterHeaders.int64(source.timestamp()));
        if (source instanceof ConsumedRecord consumed) {
            with(DeadLetterHeaders.ORIGINAL_TIMESTAMP_TYPE, consumed.timestampType());
        }
        return with(DeadLetterHeaders.ORIGINAL_CONSUMER_GROUP, group);
    }

    ProducerRecord<byte @Nullable [], byte @Nullable []> within(int limit) {
        var whole = record(source.key(), source.value(), true);
        if (RecordSizes.of(whole) <= limit) {
            return whole;
        }
        byte[] body = source.value();
        if (body != null) {
            with(DeadLetterHeaders.PAYLOAD_SHA256, DeadLetterHeaders.sha256(body));
            with(DeadLetterHeaders.PAYLOAD_SIZE, DeadLetterHeaders.text(body.length));
        }
        var bodiless = record(source.key(), null, true);
        if (RecordSizes.of(bodiless) <= limit) {
            return bodiless;
        }
        var bare = record(source.key(), null, false);
        return RecordSizes.of(bare) <= limit ? bare : record(null, null, false);
    }

    private ProducerRecord<byte @Nullable [], byte @Nullable []> record(
            byte @Nullable [] key, byte @Nullable [] value, boolean originals) {
        RecordHeaders all = new RecordHeaders();
        if (originals) {
            source.headers().stream()
                    .filter(header -> !headers.containsKey(header.name()) && !replaced.test(header.name()))
                    .forEach(header -> all.add(header.name(), header.value()));
        }
        headers.forEach(all::add);
        // No partition: the copy's topic may have another number. No timestamp: an old one would expire at once.
        return new ProducerRecord<>(topic, null, null, key, value, all);
    }
}
