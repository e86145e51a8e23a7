package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.stream.decode.Decoded;
import io.bellbuoy.stream.decode.DecodedSink;
import io.bellbuoy.stream.decode.TopicDecoder;
import java.util.Map;

/**
 * The next few records of a feed. They are decoded together and the task is told of their keys, so that it need not wait for
 * memory at each of them. Reused; for one consumer thread.
 */
final class NextRecords {

    private final Decoded[] decoded = new Decoded[TaskState.EXPECTED];
    private final String[] keys = new String[TaskState.EXPECTED];
    private int size;

    /**
     * Takes records from a feed that has some.
     *
     * @param most how many at most
     */
    void take(TaskFeed feed, int most, Map<String, TopicDecoder> decoders) {
        size = 0;
        int events = 0;
        while (size < decoded.length && size < most && feed.hasNext()) {
            var record = feed.next();
            Decoded next = decoders.get(record.topic()).decode(record);
            decoded[size++] = next;
            if (next instanceof Decoded.Accepted accepted) {
                keys[events++] = accepted.event().key();
            }
        }
        feed.task().task().expect(keys, events);
    }

    /** How many were taken. */
    int size() {
        return size;
    }

    /** Hands them on in their order. */
    void to(DecodedSink sink) {
        for (int i = 0; i < size; i++) {
            decoded[i].to(sink);
        }
    }
}
