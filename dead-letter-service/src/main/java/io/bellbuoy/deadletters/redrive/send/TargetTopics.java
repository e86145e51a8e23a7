package io.bellbuoy.deadletters.redrive.send;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks whether topics take what would be redriven to them. Thread-safe. */
public final class TargetTopics {

    /** To write, and to read, since the number of the batch is committed as an offset of a topic. */
    private static final List<AclOperation> NEEDED = List.of(AclOperation.WRITE, AclOperation.READ);

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Admin admin;

    public TargetTopics(Admin admin) {
        this.admin = admin;
    }

    /**
     * A topic as it is now.
     *
     * @param partitions how many; 0 if that is not known
     * @param problem why it does not take what is redriven, and what to do; null if it does
     */
    public record Target(int partitions, @Nullable String problem) {}

    /**
     * Asks Kafka, and makes no topic.
     *
     * @throws KafkaException if the broker does not say
     */
    public Map<String, Target> ask(Collection<String> topics) {
        Map<String, Target> targets = new TreeMap<>();
        DescribeTopicsOptions options =
                new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(TIMEOUT_MILLIS);
        admin.describeTopics(topics, options).topicNameValues().forEach((topic, description) -> {
            try {
                targets.put(topic, of(Answers.of(description)));
            } catch (UnknownTopicOrPartitionException | InvalidTopicException | AuthorizationException e) {
                targets.put(topic, new Target(0, Faults.ofTopic(topic, e).getMessage()));
            }
        });
        return targets;
    }

    private static Target of(TopicDescription topic) {
        int partitions = topic.partitions().size();
        if (topic.isInternal()) {
            return new Target(
                    partitions, "Topic " + topic.name() + " is one of Kafka's own. Redrive to another topic.");
        }
        try {
            requireRights(topic);
            return new Target(partitions, null);
        } catch (Rejected notAuthorized) {
            return new Target(partitions, notAuthorized.getMessage());
        }
    }

    /**
     * Holds what the service may do with a topic against what a redrive needs; brokers without an authorizer do not say.
     *
     * @throws Rejected if a right is missing
     */
    static void requireRights(TopicDescription topic) {
        Set<AclOperation> allowed = topic.authorizedOperations();
        if (allowed != null && !allowed.containsAll(NEEDED)) {
            throw Faults.missing(topic.name(), NEEDED, allowed);
        }
    }
}
