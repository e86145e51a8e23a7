package io.bellbuoy.stream.listener;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a source is read to its end, as the broker confirms: what the consumer knows by itself is as old as its last
 * fetch, which an unreachable broker does not answer. The broker is asked about once a second for each silent source.
 */
final class SourceEnds {

    private static final long FRESH_MILLIS = 1_000;
    private static final long ASK_EVERY_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What the broker said: reading up to this position is reading to the end. */
    private record Answer(long position, boolean atEnd, long at) {}

    private final Map<TopicPartition, Answer> answers = new HashMap<>();

    /** Whether the consumer has read the source to its end, confirmed within the last second. */
    boolean isReached(Consumer<?, ?> consumer, TopicPartition source, long now) {
        OptionalLong lag = consumer.currentLag(source);
        if (lag.isPresent() && lag.getAsLong() > 0) {
            return false;
        }
        long position = position(consumer, source);
        if (position < 0) {
            return false;
        }
        Answer known = answers.get(source);
        if (known != null && now - known.at < ASK_EVERY_MILLIS) {
            return known.atEnd && known.position == position;
        }
        if (known != null && known.atEnd && known.position == position && now - known.at < FRESH_MILLIS) {
            return true;
        }
        Answer answer = ask(consumer, source, position, now);
        answers.put(source, answer);
        return answer.atEnd;
    }

    /** The consumer's position; -1 while it is not known, as after a reset. */
    private static long position(Consumer<?, ?> consumer, TopicPartition source) {
        try {
            return consumer.position(source, PATIENCE);
        } catch (KafkaException unknown) {
            // Not an error of its own: who does not know where he is, is not at the end.
            return -1;
        }
    }

    private static Answer ask(Consumer<?, ?> consumer, TopicPartition source, long position, long now) {
        try {
            Long end = consumer.endOffsets(Set.of(source), PATIENCE).get(source);
            return new Answer(position, end != null && position >= end, now);
        } catch (KafkaException unconfirmed) {
            // Not an error of its own: without an answer the end is not confirmed, and the source is not idle.
            return new Answer(position, false, now);
        }
    }
}
