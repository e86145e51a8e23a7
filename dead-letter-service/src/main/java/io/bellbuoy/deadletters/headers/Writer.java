package io.bellbuoy.deadletters.headers;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;

/** Who wrote the headers of a dead letter. The names are stored. */
public enum Writer {
    /** A service on our starter. */
    BELLBUOY,
    /** Its {@code DeadLetterPublishingRecoverer}, from an error handler or from retry topics. */
    SPRING_KAFKA,
    /** A sink connector with {@code errors.deadletterqueue.context.headers.enable}. */
    KAFKA_CONNECT,
    /** A handler with {@code errors.dead.letter.queue.topic.name} (KIP-1034). */
    KAFKA_STREAMS,
    /** Somebody who left no headers that are known here. */
    UNKNOWN;

    /** Whose header this is; {@link #UNKNOWN} if it says nothing about a failure. */
    static Writer of(String header) {
        if (header.equals(DeadLetterHeaders.FAILURE)) {
            return BELLBUOY;
        }
        if (header.startsWith("kafka_")) {
            return SpringKafkaHeaders.tellsOfFailure(header) ? SPRING_KAFKA : UNKNOWN;
        }
        if (header.startsWith(ErrorContextHeaders.CONNECT)) {
            return KAFKA_CONNECT;
        }
        return header.startsWith(ErrorContextHeaders.STREAMS) ? KAFKA_STREAMS : UNKNOWN;
    }
}
