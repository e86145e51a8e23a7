package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.pipeline.StageRecord;

/** Receives what records turned out to be, on the thread that decodes them. */
public interface DecodedSink {

    /** A valid event. */
    void accepted(Event event);

    /** A watermark record. */
    void watermark(Decoded.Watermark watermark);

    /** The deletion of a table's entry. */
    void deleted(Decoded.Deleted deleted);

    /** A record of a stage before. */
    void forwarded(StageRecord record);

    /** A record that cannot be processed. */
    void undecodable(Decoded.Undecodable undecodable);
}
