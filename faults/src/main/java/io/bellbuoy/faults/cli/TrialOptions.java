package io.bellbuoy.faults.cli;

import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.cluster.TrialDirectory;
import io.bellbuoy.quickstart.process.ServiceJar;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a trial runs: what all of them have in common. */
final class TrialOptions {

    private final Path home;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            defaultValue = "19292",
            description = "The first broker on P, its controller on P+1, the next on P+2 (default: ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where data, state and logs are kept; emptied at the start (default: .bellbuoy/faults in the"
                    + " repository).")
    private @Nullable Path directory;

    /** @param home the repository */
    TrialOptions(Path home) {
        this.home = home;
    }

    int portBase() {
        return portBase;
    }

    TrialDirectory directory() {
        return new TrialDirectory(directory == null ? home.resolve(".bellbuoy/faults") : directory.toAbsolutePath());
    }

    Path jar() {
        return ServiceJar.of(home, ServiceJar.FRAUD_DETECTION);
    }

    /** One broker, the classic protocol, and a sum for each account that is kept for a day. */
    ClusterSettings sums(String setting) {
        return new ClusterSettings(
                directory(), 1, portBase, jar(), false, null, null, "memory-rules.yml", List.of(setting), false);
    }
}
