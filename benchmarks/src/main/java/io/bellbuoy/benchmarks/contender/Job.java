package io.bellbuoy.benchmarks.contender;

import java.nio.file.Path;

/**
 * What a system is to do in one run.
 *
 * @param bootstrapServers the broker
 * @param topic the input
 * @param partitions the number of its partitions
 * @param threads the number of threads that read it
 * @param group a group, application and transactional id that no run had before
 * @param state an empty directory for local state
 */
public record Job(String bootstrapServers, String topic, int partitions, int threads, String group, Path state) {

    /** Where a system that raises alerts puts them, as JSON of {@link io.bellbuoy.events.alert.Alert}. */
    public String alertTopic() {
        return group + "-alerts";
    }
}
