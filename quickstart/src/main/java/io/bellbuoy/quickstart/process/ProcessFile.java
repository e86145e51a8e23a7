package io.bellbuoy.quickstart.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file that names the processes of a demo, so that those whose parent was killed outright can be found again. One line a
 * process: pid, start in epoch milliseconds, name. The start tells a process from a later one that got the same pid.
 *
 * @param path the file; need not exist
 */
public record ProcessFile(Path path) {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration FORCED = Duration.ofSeconds(5);

    record Entry(long pid, long startMillis, String name) {

        static Entry of(String name, ProcessHandle handle) {
            return new Entry(handle.pid(), startOf(handle), name);
        }

        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(h -> startOf(h) == startMillis);
        }

        private static long startOf(ProcessHandle handle) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }

        private String line() {
            return pid + " " + startMillis + " " + name;
        }
    }

    /** Writes the entries, replacing the file in one step. */
    void write(List<Entry> entries) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.write(fresh, entries.stream().map(Entry::line).toList());
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The entries written last; none if there is no file. */
    List<Entry> read() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            String[] parts = line.split(" ", 3);
            if (parts.length == 3 && parts[0].matches("\\d{1,18}") && parts[1].matches("\\d{1,18}")) {
                entries.add(new Entry(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
            }
        }
        return entries;
    }

    /** The pid of the parent named in the file, if it is still running. */
    public Optional<Long> runningParent() throws IOException {
        return read().stream()
                .filter(entry -> entry.name().equals(ProcessGroup.PARENT))
                .flatMap(entry -> entry.alive().stream())
                .map(ProcessHandle::pid)
                .findFirst();
    }

    /**
     * Ends every process named in the file that still runs, apart from this one, and removes the file.
     *
     * @return the names of those ended
     */
    public List<String> endLeftovers() throws IOException {
        List<String> ended = new ArrayList<>();
        List<Entry> entries = new ArrayList<>(read());
        Collections.reverse(entries);
        for (Entry entry : entries) {
            Optional<ProcessHandle> alive =
                    entry.alive().filter(h -> h.pid() != ProcessHandle.current().pid());
            if (alive.isPresent()) {
                end(alive.get());
                ended.add(entry.name());
            }
        }
        Files.deleteIfExists(path);
        return ended;
    }

    /** Asks a process to end, and ends it by force if it has not after a grace period. */
    static void end(ProcessHandle handle) {
        handle.destroy();
        if (!awaitExit(handle, GRACE)) {
            handle.destroyForcibly();
            awaitExit(handle, FORCED);
        }
    }

    private static boolean awaitExit(ProcessHandle handle, Duration limit) {
        try {
            handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException stillThere) {
            return !handle.isAlive();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return !handle.isAlive();
        }
    }
}
