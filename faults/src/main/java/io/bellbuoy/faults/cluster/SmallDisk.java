package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk in memory in place of a directory, seen by one process alone: it is mounted in a namespace of its own, for which Linux
 * asks no privileges where user namespaces are allowed.
 *
 * @param directory where it is mounted
 * @param megabytes its size
 */
public record SmallDisk(Path directory, int megabytes) {

    private static final String FILLER = "filler";

    /** Whether the system can do it. */
    public static boolean isPossible() {
        try {
            return new ProcessBuilder("unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while waiting for a process.", e);
        }
    }

    List<String> around(List<String> command) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> wrapped = new ArrayList<>(List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + megabytes + "m none '" + directory + "' && exec \"$@\"",
                "sh"));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Fills it up, as the process sees it. */
    public void fill(long pid) {
        try {
            Path seen = seenBy(pid);
            FileStore store = Files.getFileStore(seen);
            byte[] block = new byte[64 << 10];
            try (OutputStream out = Files.newOutputStream(seen.resolve(FILLER))) {
                while (store.getUsableSpace() >= block.length) {
                    out.write(block);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes room again. */
    public void empty(long pid) {
        try {
            Files.deleteIfExists(seenBy(pid).resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path seenBy(long pid) {
        return Path.of("/proc", Long.toString(pid), "root")
                .resolve(directory.toString().substring(1));
    }
}
