package io.bellbuoy.faults.cluster;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a trial runs on.
 *
 * @param brokers 1 or 3
 * @param portBase the first of two ports for each broker
 * @param jar the service
 * @param consumerProtocol whether the group runs the consumer protocol (KIP-848), else the classic one
 * @param local time between local checkpoints
 * @param remote time between remote checkpoints
 */
public record ClusterSettings(
        TrialDirectory directory,
        int brokers,
        int portBase,
        Path jar,
        boolean consumerProtocol,
        Duration local,
        Duration remote) {}
