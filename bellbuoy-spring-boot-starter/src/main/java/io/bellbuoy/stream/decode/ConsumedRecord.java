package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.event.SourceRecord;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record as the consumer returned it; nothing is copied. */
public final class ConsumedRecord implements SourceRecord {

    private final ConsumerRecord<byte @Nullable [], byte @Nullable []> record;

    /** @param record the record; not to be changed from now on */
    public ConsumedRecord(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        this.record = record;
    }

    @Override
    public String topic() {
        return record.topic();
    }

    @Override
    public int partition() {
        return record.partition();
    }

    @Override
    public long offset() {
        return record.offset();
    }

    @Override
    public long timestamp() {
        return record.timestamp();
    }

    /** What the timestamp means, in Kafka's own words, such as {@code CreateTime}. */
    public String timestampType() {
        return record.timestampType().toString();
    }

    @Override
    public byte @Nullable [] key() {
        return record.key();
    }

    @Override
    public byte @Nullable [] value() {
        return record.value();
    }

    @Override
    public List<Header> headers() {
        return Arrays.stream(record.headers().toArray())
                .map(header -> new Header(header.key(), header.value()))
                .toList();
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
