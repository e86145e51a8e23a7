package io.bellbuoy.stream.autoconfigure.health;

import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.monitor.TaskStatus;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import io.bellbuoy.stream.reload.RuleReload;
import io.bellbuoy.stream.reload.RulesStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Up when the consumer threads run, no restore is in progress and nothing has failed. No partition assigned is up. Belongs
 * to the readiness group, not to liveness: a restart would not help against any of what it shows.
 */
public final class StreamHealthIndicator implements HealthIndicator {

    /** A consumer thread that has not polled for so long hangs. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private final TaskBoard board;
    private final List<TaskBoard> stages;
    private final Clock clock;
    private final @Nullable RuleReload reload;

    public StreamHealthIndicator(TaskBoard board, Clock clock) {
        this(board, clock, null);
    }

    /** @param reload shows which rules are in force; null if they do not change */
    public StreamHealthIndicator(TaskBoard board, Clock clock, @Nullable RuleReload reload) {
        this(board, List.of(), clock, reload);
    }

    /**
     * @param stages where the tasks of the later stages stand, in order
     * @param reload shows which rules are in force; null if they do not change
     */
    public StreamHealthIndicator(TaskBoard board, List<TaskBoard> stages, Clock clock, @Nullable RuleReload reload) {
        this.board = board;
        this.stages = List.copyOf(stages);
        this.clock = clock;
        this.reload = reload;
    }

    @Override
    public Health health() {
        Health first = health(board);
        if (stages.isEmpty()) {
            return first;
        }
        List<Health> later = stages.stream().map(this::health).toList();
        boolean isReady = first.getStatus().equals(Status.UP)
                && later.stream().allMatch(stage -> stage.getStatus().equals(Status.UP));
        Map<Integer, Object> details = new LinkedHashMap<>();
        for (int i = 0; i < later.size(); i++) {
            details.put(i + 1, later.get(i).getDetails());
        }
        return (isReady ? Health.up() : Health.outOfService())
                .withDetails(first.getDetails())
                .withDetail("stages", details)
                .build();
    }

    private Health health(TaskBoard board) {
        List<TaskStatus> tasks = board.tasks();
        long silence = board.longestSilence(clock.millis());
        boolean isSilent = silence > SILENCE.toMillis();
        boolean isReady = board.isRunning()
                && !isSilent
                && board.fencedThreads().isEmpty()
                && board.checkpointFailures().isEmpty()
                && tasks.stream().allMatch(task -> task.phase() == Phase.LIVE || task.phase() == Phase.PAUSED);
        Health.Builder health = isReady ? Health.up() : Health.outOfService();
        health.withDetail("running", board.isRunning());
        health.withDetail("assigned", tasks.stream().map(TaskStatus::partition).toList());
        health.withDetail("restoring", details(tasks, Phase.RESTORING));
        health.withDetail("paused", details(tasks, Phase.PAUSED));
        health.withDetail("stalled", details(tasks, Phase.STALLED));
        health.withDetail("failed", details(tasks, Phase.FAILED));
        if (!board.checkpointFailures().isEmpty()) {
            health.withDetail("checkpoints", board.checkpointFailures());
        }
        if (!board.fencedThreads().isEmpty()) {
            health.withDetail("fenced", board.fencedThreads());
        }
        if (isSilent) {
            health.withDetail("silent", "A consumer thread has not polled for " + Duration.ofMillis(silence));
        }
        if (reload != null) {
            health.withDetail("rules", rules(reload.status()));
        }
        return health.build();
    }

    /** Rules that were refused do not make a service unfit that goes on with those before. */
    private static Map<String, Object> rules(RulesStatus status) {
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put("version", status.version());
        rules.put("since", status.since().toString());
        if (status.refused() != null) {
            rules.put("refused", status.refused());
        }
        return rules;
    }

    private static Map<Integer, String> details(List<TaskStatus> tasks, Phase phase) {
        return tasks.stream()
                .filter(task -> task.phase() == phase)
                .collect(Collectors.toMap(
                        TaskStatus::partition, TaskStatus::detail, (one, other) -> one, LinkedHashMap::new));
    }
}
