package io.bellbuoy.stream.listener;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The static member id of a consumer thread under the group protocol {@code consumer} (KIP-848). There the coordinator refuses
 * to let anyone join under an id while the group has a member with it: after a crash until the session times out, and even that
 * very member, if it was fenced for its epoch. Kafka's client takes a refusal for fatal and logs errors, so the group is asked
 * before. With the protocol {@code classic} the newcomer takes the id over at once.
 */
final class StaticMember {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The epoch of a static member that has left and may come back. */
    private static final int LEFT = -2;

    private final Admin admin;
    private final String groupId;
    private final String instanceId;

    /** @param admin not closed here */
    StaticMember(Admin admin, String groupId, String instanceId) {
        this.admin = admin;
        this.groupId = groupId;
        this.instanceId = instanceId;
    }

    /** Why nobody can join under the id now; empty if one may try. */
    Optional<String> held() {
        try {
            return admin
                    .describeConsumerGroups(List.of(groupId))
                    .describedGroups()
                    .get(groupId)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .members()
                    .stream()
                    .filter(this::holds)
                    .findFirst()
                    .map(member -> "The group '" + groupId + "' still has a member with the instance id '" + instanceId
                            + "', at " + member.host()
                            + ", which the broker lets go when its session has timed out. If another instance"
                            + " is running under that id, give each an id of its own (bellbuoy.instance-id).");
        } catch (TimeoutException e) {
            return Optional.of(unanswered(e));
        } catch (ExecutionException e) {
            // A group that does not exist yet is nobody's; what else is wrong the consumer itself will say.
            return e.getCause() instanceof RetriableException
                    ? Optional.of(unanswered(e.getCause()))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(unanswered(e));
        }
    }

    private boolean holds(MemberDescription member) {
        return member.groupInstanceId().filter(instanceId::equals).isPresent()
                && member.memberEpoch().filter(epoch -> epoch == LEFT).isEmpty();
    }

    private String unanswered(Throwable why) {
        return "The broker does not say who is in the group '" + groupId + "': " + why;
    }
}
