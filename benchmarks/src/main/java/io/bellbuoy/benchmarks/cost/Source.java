package io.bellbuoy.benchmarks.cost;

import io.bellbuoy.engine.event.SourceRecord;
import java.util.List;

/** A record that was never sent. */
record Source(long offset, long timestamp) implements SourceRecord {

    private static final byte[] NOTHING = new byte[0];

    @Override
    public String topic() {
        return "payments";
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public byte[] key() {
        return NOTHING;
    }

    @Override
    public byte[] value() {
        return NOTHING;
    }

    @Override
    public List<Header> headers() {
        return List.of();
    }
}
