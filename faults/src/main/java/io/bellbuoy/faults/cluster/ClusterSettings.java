package io.bellbuoy.faults.cluster;

import io.bellbuoy.stream.state.StateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trial runs on.
 *
 * @param brokers 1 or 3
 * @param portBase the first of two ports for each broker
 * @param jar the service
 * @param consumerProtocol whether the group runs the consumer protocol (KIP-848), else the classic one
 * @param local time between local checkpoints; null for the service's own
 * @param remote time between remote checkpoints; null for the service's own
 * @param rules the resource that has the rules
 * @param more further settings of the service, as it takes them on its command line
 * @param staged whether the rules need a second stage, by another key
 */
public record ClusterSettings(
        TrialDirectory directory,
        int brokers,
        int portBase,
        Path jar,
        boolean consumerProtocol,
        @Nullable Duration local,
        @Nullable Duration remote,
        String rules,
        List<String> more,
        boolean staged) {

    /** The rules of which the oracle knows. */
    public static final String RULES = "faults-rules.yml";

    private static final Duration DEFAULT_LOCAL =
            StateSettings.of("any", Path.of("any")).localInterval();

    /** Time between local checkpoints. The first of a task is followed by a remote one at once. */
    public Duration betweenCheckpoints() {
        return local == null ? DEFAULT_LOCAL : local;
    }
}
