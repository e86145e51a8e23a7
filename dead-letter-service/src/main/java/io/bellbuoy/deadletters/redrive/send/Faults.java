package io.bellbuoy.deadletters.redrive.send;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
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
                return notAuthorized(subject(inner), inner);
            }
        }
        return new Rejected(Rejected.Kind.PASSING, null, text(cause), cause);
    }

    private static String subject(Throwable cause) {
        if (cause instanceof TopicAuthorizationException topic
                && !topic.unauthorizedTopics().isEmpty()) {
            return "topic " + String.join(", ", topic.unauthorizedTopics());
        }
        if (cause instanceof GroupAuthorizationException group && group.groupId() != null) {
            return "consumer group " + group.groupId();
        }
        return cause instanceof TransactionalIdAuthorizationException
                ? "the transactional id of this redrive"
                : "the topic, the consumer group or the transactional id of this redrive";
    }

    /** A topic for which the service has some rights, but not all that it needs. */
    static Rejected missing(String topic, List<AclOperation> needed, Set<AclOperation> allowed) {
        String missing = needed.stream()
                .filter(operation -> !allowed.contains(operation))
                .map(AclOperation::name)
                .collect(Collectors.joining(" and "));
        return notAuthorized("topic " + topic, missing + " is missing.", null);
    }

    private static Rejected notAuthorized(String what, Throwable cause) {
        return notAuthorized(what, text(cause), cause);
    }

    private static Rejected notAuthorized(String what, String why, @Nullable Throwable cause) {
        return new Rejected(
                Rejected.Kind.JOB,
                null,
                "The service is not authorized for " + what + ": " + why
                        + " It needs write, read and describe on the topic, read on its own consumer group, and write and"
                        + " describe on its own transactional id.",
                cause);
    }

    static String text(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "." : ": " + message);
    }
}
