package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.contender.Contender;
import io.bellbuoy.benchmarks.measure.Measurement;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.JavaCommand;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.process.WorkDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** Lets systems read their input in JVMs of their own. */
public final class Turns {

    private static final Duration END_LIMIT = Duration.ofSeconds(60);
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

    /** Has a turn done and returns what it measured. */
    public Measurement take(Turn turn) {
        ChildProcess child = start(turn, turn.name());
        Path result = directory.result(turn.name());
        awaitResult(child, result);
        awaitEnd(child);
        deleteState(turn);
        return JSON.readValue(result, Measurement.class);
    }

    /**
     * Starts a turn.
     *
     * @param process the name of the process, its log and its result; another one than before if it goes on with a turn
     */
    public ChildProcess start(Turn turn, String process) {
        return processes.start(
                process,
                JavaCommand.of(
                        classPath.of(turn.system().contender().libraries()),
                        main,
                        settings.jvmOptions(),
                        arguments(turn, process)));
    }

    private List<String> arguments(Turn turn, String process) {
        List<String> arguments = new ArrayList<>(List.of(
                "turn",
                "--system=" + turn.system().label(),
                "--bootstrap=" + settings.bootstrapServers(),
                "--topic=" + turn.topic(),
                "--partitions=" + settings.partitions(),
                "--threads=" + turn.threads(),
                "--warm-up=" + turn.warmUp(),
                "--events=" + turn.events(),
                "--commit-interval=" + turn.commitInterval().toMillis(),
                "--group=" + turn.name(),
                "--state=" + directory.state(turn.name()),
                "--result=" + directory.result(process)));
        if (turn.endless()) {
            arguments.add("--endless");
        }
        if (turn.profiled()) {
            arguments.add("--profile=" + profile(turn.name()));
        }
        turn.fields().forEach(field -> arguments.add("--field=" + field));
        turn.properties().forEach(property -> arguments.add("--property=" + property));
        return arguments;
    }

    /** Where a process puts what it measured. */
    public Path result(String process) {
        return directory.result(process);
    }

    /** Where a process puts the recording of its profile. */
    public Path profile(String process) {
        return directory.result(process).resolveSibling(process + ".jfr");
    }

    /** Removes what a turn kept on the local disk. */
    public void deleteState(Turn turn) {
        WorkDirectory.delete(directory.state(turn.name()));
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

    /** Ends a process at once, as by kill -9, and waits until it is gone. */
    public static void kill(ChildProcess child) {
        ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(child);
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
            throw new Problem(child.name() + " did not end within " + END_LIMIT.toSeconds() + " s.", e);
        }
    }
}
