package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.pipeline.StageRecord;
import io.bellbuoy.events.deadletter.Failure;

/** What a record turned out to be. */
public sealed interface Decoded {

    /** Hands itself to the method of its kind. */
    void to(DecodedSink sink);

    /** A valid event. */
    record Accepted(Event event) implements Decoded {
        @Override
        public void to(DecodedSink sink) {
            sink.accepted(event);
        }
    }

    /**
     * A record that says how far time has come. Whether the stream accepts it is the task's decision.
     *
     * @param stream the name of the stream
     * @param millis epoch milliseconds, UTC
     */
    record Watermark(String stream, long millis, SourceRecord source) implements Decoded {
        @Override
        public void to(DecodedSink sink) {
            sink.watermark(this);
        }
    }

    /** A record that a stage before has sent. */
    record Forwarded(StageRecord record) implements Decoded {

        @Override
        public void to(DecodedSink sink) {
            sink.forwarded(record);
        }
    }

    /**
     * The deletion of a table's entry, from the record's timestamp on.
     *
     * @param stream the name of the stream that fills the table
     * @param key the record key
     */
    record Deleted(String stream, String key, SourceRecord source) implements Decoded {
        @Override
        public void to(DecodedSink sink) {
            sink.deleted(this);
        }
    }

    /**
     * A record that is no event of its stream: to be dead-lettered.
     *
     * @param stream the name of the stream
     */
    record Undecodable(String stream, Failure failure, SourceRecord source) implements Decoded {
        @Override
        public void to(DecodedSink sink) {
            sink.undecodable(this);
        }
    }
}
