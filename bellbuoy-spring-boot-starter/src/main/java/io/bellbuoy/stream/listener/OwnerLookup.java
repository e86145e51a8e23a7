package io.bellbuoy.stream.listener;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the instance that owns a partition through the consumer group: each instance writes the address it advertises
 * into its client id, which the group's description shows. Thread-safe.
 */
public final class OwnerLookup {

    private static final long PATIENCE_SECONDS = 5;
    private static final char SEPARATOR = '|';

    private final Admin admin;
    private final String groupId;
    private final String topic;

    /**
     * @param admin not closed here
     * @param groupId the consumer group, which is the application id
     * @param topic one of the input topics
     */
    public OwnerLookup(Admin admin, String groupId, String topic) {
        this.admin = admin;
        this.groupId = groupId;
        this.topic = topic;
    }

    /**
     * The advertised address, host and port, of the instance that owns a partition now; empty if nobody owns it or the
     * owner advertises none.
     *
     * @throws KafkaException if the broker does not tell
     */
    public Optional<String> addressOf(int partition) {
        TopicPartition wanted = new TopicPartition(topic, partition);
        try {
            return admin
                    .describeConsumerGroups(List.of(groupId))
                    .describedGroups()
                    .get(groupId)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .members()
                    .stream()
                    .filter(member -> member.assignment().topicPartitions().contains(wanted))
                    .map(MemberDescription::clientId)
                    .flatMap(clientId -> address(clientId).stream())
                    .findFirst();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("The members of group " + groupId + " could not be read.", e);
        }
    }

    /** The client id of a consumer thread. */
    static String clientId(String application, String instance, @Nullable String address, int thread) {
        return address == null
                ? application + "-" + instance + "-" + thread
                : application + SEPARATOR + address + SEPARATOR + thread;
    }

    /** The address in a client id. */
    static Optional<String> address(String clientId) {
        int first = clientId.indexOf(SEPARATOR);
        int last = clientId.lastIndexOf(SEPARATOR);
        return first < 0 || first == last ? Optional.empty() : Optional.of(clientId.substring(first + 1, last));
    }
}
