package io.bellbuoy.engine.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record that an event was read from, whole, so that it can be sent on as it came (to a dead-letter or a late
 * topic) and be named as evidence. Implementations are immutable; arrays are not to be changed.
 */
public interface SourceRecord {

    /** A header of the record. */
    record Header(String name, byte @Nullable [] value) {}

    /** The topic it was read from. */
    String topic();

    /** The partition it was read from, from 0. */
    int partition();

    /** Its offset in the partition. */
    long offset();

    /** The timestamp the broker holds for it, milliseconds since the epoch, UTC. */
    long timestamp();

    /** The original key, or null. */
    byte @Nullable [] key();

    /** The original value, or null. */
    byte @Nullable [] value();

    /** The original headers in their order. */
    List<Header> headers();
}
