package io.bellbuoy.faults.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all instances have in common.
 *
 * @param jar the service
 * @param configuration its {@code application.yml}
 * @param rules the file of rules that it watches
 * @param logs where the output of its processes goes
 * @param consumerProtocol whether the group runs the consumer protocol (KIP-848), else the classic one
 * @param local time between local checkpoints; null for the service's own
 * @param remote time between remote checkpoints; null for the service's own
 * @param more further settings
 */
record ServiceSettings(
        Path jar,
        Path configuration,
        Path rules,
        Path logs,
        String bootstrapServers,
        boolean consumerProtocol,
        @Nullable Duration local,
        @Nullable Duration remote,
        List<String> more) {

    /** Instances from this number on have no name that outlives them: they are not static members of the group. */
    private static final int FIRST_NAMELESS = 2;

    static final int SESSION_MILLIS = 6_000;

    /** The name that outlives the processes of an instance. */
    static String name(int instance) {
        return "faults-" + instance;
    }

    List<String> arguments(int instance) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.location=file:" + configuration,
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--bellbuoy.reload.file=" + rules,
                "--bellbuoy.reload.every=1s",
                "--bellbuoy.group-protocol=" + (consumerProtocol ? "consumer" : "classic")));
        if (local != null) {
            arguments.add("--bellbuoy.state.checkpoint.local=" + local.toMillis() + "ms");
        }
        if (remote != null) {
            arguments.add("--bellbuoy.state.checkpoint.remote=" + remote.toMillis() + "ms");
        }
        if (!consumerProtocol) {
            arguments.add("--spring.kafka.consumer.properties.session.timeout.ms=" + SESSION_MILLIS);
            arguments.add("--spring.kafka.consumer.properties.heartbeat.interval.ms=2000");
        }
        if (instance < FIRST_NAMELESS) {
            arguments.add("--bellbuoy.instance-id=" + name(instance));
        }
        arguments.addAll(more);
        return arguments;
    }
}
