package io.bellbuoy.engine.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source record that is held apart from where it was read: from stored state, or made for a test. */
public record StoredRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<SourceRecord.Header> headers)
        implements SourceRecord {}
