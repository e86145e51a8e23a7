package io.bellbuoy.deadletters.redrive.plan;

import io.bellbuoy.deadletters.redrive.job.Holder;
import io.bellbuoy.deadletters.redrive.observe.Audience;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a redrive would do if it was started now.
 *
 * @param selection what is selected, in words
 * @param count how many dead letters it would take
 * @param upTo the last one that is selected; whoever starts the redrive with it takes nothing that has come in since
 * @param targets where they would go, the topic with the most first
 * @param leftOut what of the selection would not be sent, and why; previews that have expired are counted here and in
 *     {@code count}
 * @param holders other jobs that have some of the selection
 * @param steps how many the first steps of the canary would send, at most 12 of them
 * @param stepCount how many steps there would be
 * @param atLeast how long it would take if nothing was waited for but the time of observation
 */
public record Plan(
        String selection,
        long count,
        long upTo,
        List<Target> targets,
        List<LeftOut> leftOut,
        List<Holder> holders,
        List<Integer> steps,
        long stepCount,
        Duration atLeast) {

    /**
     * A topic that would be written to.
     *
     * @param topic its name
     * @param count how many open dead letters would go there
     * @param partitions how many it has; 0 if that is not known
     * @param problem why it does not take them; null if it does
     * @param failed the consumer groups that failed on them, as far as their headers say
     * @param others the other consumer groups that read the topic, and will read the records again
     */
    public record Target(
            String topic,
            long count,
            int partitions,
            @Nullable String problem,
            List<String> failed,
            List<Audience.Reader> others) {}

    /**
     * Some that would not be sent.
     *
     * @param reason why, and what can be done
     */
    public record LeftOut(long count, String reason) {}

    /** The first reason why it would not be started; null if it would. */
    public @Nullable String problem() {
        return targets.stream()
                .map(Target::problem)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
