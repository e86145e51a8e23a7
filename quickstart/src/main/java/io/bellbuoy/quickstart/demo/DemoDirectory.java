package io.bellbuoy.quickstart.demo;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a demo. Only one that a demo has made, or an empty one, is ever emptied. */
record DemoDirectory(Path root) {

    private static final String MARK = "bellbuoy-demo";
    private static final List<String> CONTENT = List.of("broker", "state", "logs");

    Path broker() {
        return root.resolve("broker");
    }

    Path state() {
        return root.resolve("state");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path processes() {
        return root.resolve("processes");
    }

    /** Makes the directory and marks it as ours; a problem if it holds something else. */
    void claim() {
        try {
            if (Files.exists(root) && !Files.exists(root.resolve(MARK)) && !isEmpty()) {
                throw new Problem("The directory " + root
                        + " holds something that is not of a demo, so it is left alone. Name another one by --dir.");
            }
            Files.createDirectories(root);
            Files.writeString(
                    root.resolve(MARK), "Data of './bellbuoy demo'; it is deleted when the next one starts.\n");
        } catch (IOException e) {
            throw new Problem("The directory " + root + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Deletes what an earlier demo left. */
    void empty() {
        CONTENT.forEach(name -> delete(root.resolve(name)));
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> content = Files.list(root)) {
            return content.findAny().isEmpty();
        }
    }

    private static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path, e);
        }
    }
}
