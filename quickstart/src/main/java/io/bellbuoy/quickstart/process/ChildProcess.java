package io.bellbuoy.quickstart.process;

import io.bellbuoy.quickstart.console.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One child process with its output in a log file. */
public final class ChildProcess {

    private static final Duration INTERVAL = Duration.ofMillis(150);
    private static final int TAIL_LINES = 15;
    private static final int TAIL_BYTES = 16 * 1024;
    private static final Path SHELL = Path.of("/bin/sh");

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a command; what it prints is appended to the log file. */
    static ChildProcess start(String name, List<String> command, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(deafToTerminal(command))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new ChildProcess(name, builder.start(), log);
    }

    /**
     * Ctrl-C reaches every process of the terminal at once, and a broker that ends before its clients makes them wait for it.
     * So children ignore it, which they inherit over exec, and this process ends them in the right order.
     */
    private static List<String> deafToTerminal(List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        wrapped.addAll(command);
        return wrapped;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Waits until a condition holds, asking it several times a second.
     *
     * @param what what is waited for, to complete "did not ... within"
     * @throws Problem if the process ends first, or the time is over; with the end of its log
     */
    public void awaitUntil(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            requireAlive();
            if (System.nanoTime() > deadline) {
                throw new Problem("%s did not %s within %d s. The end of its log (%s):%n%s"
                        .formatted(name, what, limit.toSeconds(), log, logTail()));
            }
            pause();
        }
    }

    /** Throws a problem with the end of the log if the process is no longer running. */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new Problem("%s ended by itself with exit status %d. The end of its log (%s):%n%s"
                    .formatted(name, process.exitValue(), log, logTail()));
        }
    }

    private void pause() {
        try {
            process.waitFor(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while waiting for " + name + ".", stopped);
        }
    }

    private String logTail() {
        try {
            byte[] all = Files.readAllBytes(log);
            int from = Math.max(0, all.length - TAIL_BYTES);
            List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(the log cannot be read: " + unreadable.getMessage() + ")";
        }
    }
}
