package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.JavaCommand;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.process.WorkDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One instance of the service with a state directory of its own, which outlives its processes. */
public final class Instance {

    private final int number;
    private final ServiceSettings settings;
    private final Path directory;
    private final ProcessGroup processes;
    private @Nullable ChildProcess process;
    private int starts;
    private int kills;
    private @Nullable SmallDisk disk;

    Instance(int number, ServiceSettings settings, Path directory, ProcessGroup processes) {
        this.number = number;
        this.settings = settings;
        this.directory = directory;
        this.processes = processes;
    }

    /** How reports call it. */
    public String name() {
        return "instance-" + number;
    }

    /** Where its local copy of state lives. */
    public Path state() {
        return directory.resolve("state");
    }

    /** Starts it with the state that it left. */
    public void start() {
        start(List.of(), List.of());
    }

    /**
     * Starts it so that it ends, or a thread of it is held, at a point.
     *
     * @param fault as {@code bellbuoy.fault} takes it
     */
    public void startArmed(String fault) {
        start(List.of("-Dbellbuoy.fault=" + fault), List.of());
    }

    /**
     * Starts it.
     *
     * @param options for its JVM
     * @param arguments in place of its settings
     */
    public void start(List<String> options, List<String> arguments) {
        List<String> jvm = new ArrayList<>(
                List.of("-Xmx640m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary()));
        jvm.addAll(options);
        List<String> all = new ArrayList<>(settings.arguments(number));
        all.add("--bellbuoy.state.directory=" + state());
        all.addAll(arguments);
        starts++;
        List<String> command = JavaCommand.jar(settings.jar(), jvm, all);
        process = processes.start(name() + "-" + starts, disk == null ? command : disk.around(command));
    }

    /** From the next start on its state directory is a disk of its own, which ends with the process. */
    public void use(@Nullable SmallDisk disk) {
        this.disk = disk;
    }

    /** RocksDB's native library would be left behind there by each process that is killed. */
    private Path temporary() {
        Path temporary = directory.resolve("tmp");
        WorkDirectory.delete(temporary);
        try {
            return Files.createDirectories(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its process runs, or is stopped. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether it was started and has ended. */
    boolean hasEnded() {
        return process != null && !process.isAlive();
    }

    /** Kills it. */
    public void kill() {
        if (process != null) {
            Signals.kill(process);
            process = null;
            kills++;
        }
    }

    /** How often it was killed, by whatever. */
    int kills() {
        return kills;
    }

    /** Ends it in order. */
    public void stop() {
        if (process != null) {
            Signals.end(process);
            Signals.awaitEnd(process);
            process = null;
        }
    }

    /** Its process is stopped where it is. */
    public void freeze() {
        Signals.freeze(running());
    }

    /** It goes on where it was. */
    public void thaw() {
        Signals.thaw(running());
    }

    /**
     * Waits until it has ended as a fault that it was started with says.
     *
     * @return whether it did within the time
     */
    public boolean awaitEnd(Duration limit) {
        ChildProcess awaited = running();
        if (!Pause.until(limit, () -> !awaited.isAlive())) {
            return false;
        }
        process = null;
        kills++;
        return true;
    }

    /**
     * Waits until its log has a line.
     *
     * @return whether it has within the time
     */
    public boolean awaitLog(String text, Duration limit) {
        return Pause.until(limit, () -> log().contains(text));
    }

    /** What it has printed since its last start. */
    public String log() {
        try {
            Path log = settings.logs().resolve(name() + "-" + starts + ".log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most memory that its process has had, bytes, as Linux counts it. */
    public long mostMemory() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow(() -> new Problem("The system does not say how much memory a process has."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pid of its process. */
    public long pid() {
        return running().pid();
    }

    private ChildProcess running() {
        if (process == null) {
            throw new Problem(name() + " is not running.");
        }
        return process;
    }
}
