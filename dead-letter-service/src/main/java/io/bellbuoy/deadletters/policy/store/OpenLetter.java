package io.bellbuoy.deadletters.policy.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open dead letter, as policies see it.
 *
 * @param redrives how often its record was redriven
 * @param refused how often it could not be sent
 * @param plan what a policy has in mind with it; null if none has looked at it yet
 */
public record OpenLetter(
        long id,
        String fingerprint,
        @Nullable String exception,
        @Nullable String failureClass,
        String topic,
        @Nullable String origin,
        @Nullable String service,
        int redrives,
        int refused,
        @Nullable Plan plan) {

    /** The same with another plan. */
    public OpenLetter with(Plan another) {
        return new OpenLetter(
                id, fingerprint, exception, failureClass, topic, origin, service, redrives, refused, another);
    }

    /**
     * What a policy has in mind with a dead letter.
     *
     * @param policy its name
     * @param tries in how many redrives of the policy it was, and not sent
     * @param due when the policy acts; null once it has done all that it does
     */
    public record Plan(String policy, int tries, @Nullable Instant due) {}
}
