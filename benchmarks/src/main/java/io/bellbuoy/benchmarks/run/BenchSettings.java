package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.generate.Workload;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured and how.
 *
 * @param workload the input, with the warm-up
 * @param warmUp how many of its events each system does before those that are measured; fewer than all
 * @param systems those that take turns, in their order
 * @param partitions of the input
 * @param threads that each system reads with
 * @param runs turns of each system
 * @param portBase the broker's port; its controller has the next one
 * @param jvmOptions of each system's JVM
 * @param directory where data, state and logs are kept; emptied at the start
 * @param json where the report goes as JSON; null: nowhere
 * @param command what was typed, for the report
 */
public record BenchSettings(
        Workload workload,
        int warmUp,
        List<Entrant> systems,
        int partitions,
        int threads,
        int runs,
        int portBase,
        List<String> jvmOptions,
        Path directory,
        @Nullable Path json,
        String command) {

    private static final int MOST = 256;
    private static final int LOWEST_PORT = 1024;
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException if a number is out of range; the message says which are allowed */
    public BenchSettings {
        systems = List.copyOf(systems);
        jvmOptions = List.copyOf(jvmOptions);
        require("warm-up", warmUp, 0, workload.events() - 1);
        require("partitions", partitions, 1, MOST);
        require("threads", threads, 1, partitions);
        require("runs", runs, 1, MOST);
        require("port base", portBase, LOWEST_PORT, HIGHEST_PORT - 1);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be from %d to %d, not %d".formatted(name, least, most, value));
        }
    }

    /** The broker's port and its controller's. */
    List<Integer> ports() {
        return List.of(portBase, portBase + 1);
    }

    /** The broker. */
    public String bootstrapServers() {
        return "127.0.0.1:" + portBase;
    }
}
