package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.contender.Contender;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.measure.Measurement;
import io.bellbuoy.benchmarks.report.RunResult;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.JavaCommand;
import io.bellbuoy.quickstart.process.ProcessGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** Lets a system read the input in a JVM of its own. */
final class Turns {

    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    /** As long as Bellbuoy's transactions get when it is behind. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final BenchSettings settings;
    private final BenchDirectory directory;
    private final ProcessGroup processes;
    private final Class<?> main;
    private final ClassPath classPath = ClassPath.here();

    Turns(BenchSettings settings, BenchDirectory directory, ProcessGroup processes, Class<?> main) {
        this.settings = settings;
        this.directory = directory;
        this.processes = processes;
        this.main = main;
    }

    /** The group and the name of state and logs of a turn. */
    static String name(int run, Entrant system) {
        return "bench-" + system.label().replace('@', '-') + "-" + run;
    }

    RunResult take(int run, Entrant system) {
        String name = name(run, system);
        Path state = directory.state(name);
        Path result = directory.result(name);
        ChildProcess child = processes.start(
                name,
                JavaCommand.of(
                        classPath.of(system.contender().libraries()),
                        main,
                        settings.jvmOptions(),
                        arguments(system, name, state, result)));
        awaitResult(child, result);
        awaitEnd(child);
        BenchDirectory.delete(state);
        return new RunResult(run, system.label(), JSON.readValue(result, Measurement.class));
    }

    private List<String> arguments(Entrant system, String name, Path state, Path result) {
        return List.of(
                "turn",
                "--system=" + system.label(),
                "--bootstrap=" + settings.bootstrapServers(),
                "--topic=" + Benchmark.TOPIC,
                "--partitions=" + settings.partitions(),
                "--threads=" + settings.threads(),
                "--warm-up=" + settings.warmUp(),
                "--events=" + (settings.workload().events() - settings.warmUp()),
                "--commit-interval=" + COMMIT_INTERVAL.toMillis(),
                "--group=" + name,
                "--state=" + state,
                "--result=" + result);
    }

    private static void awaitResult(ChildProcess child, Path result) {
        try {
            child.awaitUntil("finish", Contender.LIMIT, () -> Files.exists(result));
        } catch (Problem ended) {
            // It may have written its result and ended between the two looks.
            if (!Files.exists(result)) {
                throw ended;
            }
        }
    }

    private static void awaitEnd(ChildProcess child) {
        try {
            var handle = ProcessHandle.of(child.pid());
            if (handle.isPresent()) {
                handle.get().onExit().get(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while waiting for " + child.name() + " to end.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Problem(
                    child.name() + " did not end within " + END_LIMIT.toSeconds() + " s after its result.", e);
        }
    }
}
