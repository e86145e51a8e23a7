package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a trial. Only one that a trial has made, or an empty one, is ever emptied. */
public record TrialDirectory(Path root) {

    private static final String MARK = "bellbuoy-faults";

    Path broker(int number) {
        return root.resolve("brokers").resolve("broker-" + number);
    }

    Path instance(int number) {
        return root.resolve("instances").resolve("instance-" + number);
    }

    /** The logs of all processes. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Names the processes, for whoever has to end them. */
    public Path processes() {
        return root.resolve("processes");
    }

    /** Makes the directory and marks it as ours; a problem if it holds something else. */
    public void claim() {
        try {
            if (Files.exists(root) && !Files.exists(root.resolve(MARK)) && !isEmpty()) {
                throw new Problem("The directory " + root
                        + " holds something that is not of a trial, so it is left alone. Name another one by --dir.");
            }
            Files.createDirectories(root);
            Files.writeString(root.resolve(MARK), "Data of './bellbuoy faults'; deleted when the next one starts.\n");
        } catch (IOException e) {
            throw new Problem("The directory " + root + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Deletes what an earlier trial left. */
    public void empty() {
        List.of(root.resolve("brokers"), root.resolve("instances"), logs()).forEach(TrialDirectory::delete);
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> content = Files.list(root)) {
            return content.findAny().isEmpty();
        }
    }

    static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> content = Files.walk(path)) {
            for (Path each : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new Problem("Cannot delete " + path + ": " + e.getMessage(), e);
        }
    }
}
