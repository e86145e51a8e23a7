package io.bellbuoy.engine.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The origin of an event of which only the place matters. */
public record BareRecord(long offset) implements SourceRecord {

    @Override
    public String topic() {
        return "events";
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public long timestamp() {
        return 0;
    }

    @Override
    public byte @Nullable [] key() {
        return null;
    }

    @Override
    public byte @Nullable [] value() {
        return null;
    }

    @Override
    public List<Header> headers() {
        return List.of();
    }
}
