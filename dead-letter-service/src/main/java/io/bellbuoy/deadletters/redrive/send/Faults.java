package io.bellbuoy.deadletters.redrive.send;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Says what follows from an error of Kafka, and what somebody can do. */
final class Faults {

    private Faults() {}

    static Rejected ofTopic(String topic, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return new Rejected(
                    Rejected.Kind.JOB,
                    null,
                    "Topic " + topic + " does not exist. Make it, or redrive to another topic.",
                    cause);
        }
        if (cause instanceof AuthorizationException) {
            return notAuthorized("topic " + topic, cause);
        }
        return new Rejected(Rejected.Kind.PASSING, null, "Topic " + topic + ": " + text(cause), cause);
    }

    static Rejected ofRecord(String redriveId, String topic, @Nullable Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return new Rejected(
                    Rejected.Kind.LETTER,
                    redriveId,
                    "Topic " + topic + " does not take records that large: " + cause.getMessage()
                            + " Raise max.message.bytes of the topic.",
                    cause);
        }
        return ofTopic(topic, cause == null ? new ApiException("no reason given") : cause);
    }

    static Rejected ofBatch(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof AuthorizationException) {
                return notAuthorized("the topic, the consumer group or the transactional id of this redrive", inner);
            }
        }
        return new Rejected(Rejected.Kind.PASSING, null, text(cause), cause);
    }

    private static Rejected notAuthorized(String what, Throwable cause) {
        return new Rejected(
                Rejected.Kind.JOB,
                null,
                "The service is not authorized for " + what + ": " + text(cause)
                        + " It needs write, read and describe on the topic, read on its own consumer group, and write and"
                        + " describe on its own transactional id.",
                cause);
    }

    static String text(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "." : ": " + message);
    }
}
