package io.bellbuoy.benchmarks.contender.flink;

import io.bellbuoy.benchmarks.contender.Job;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** Settings of a job and of the cluster in this process. */
final class FlinkSettings {

    /** Of RocksDB; in a process of its own Flink would give it two fifths of its memory. */
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(512);

    private FlinkSettings() {}

    static Configuration of(Job job, String backend) {
        String state = job.state().toUri().toString();
        Configuration settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, backend);
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, job.commitInterval());
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, state + "checkpoints");
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
        settings.setString(
                "state.backend.rocksdb.localdir", job.state().resolve("rocksdb").toString());
        return settings;
    }
}
