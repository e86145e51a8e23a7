package io.bellbuoy.benchmarks.run;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a benchmark. Only one that a benchmark has made, or an empty one, is ever emptied. */
record BenchDirectory(Path root) {

    private static final String MARK = "bellbuoy-bench";

    Path broker() {
        return root.resolve("broker");
    }

    Path state(String name) {
        return root.resolve("state").resolve(name);
    }

    Path result(String name) {
        return root.resolve("results").resolve(name + ".json");
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
                throw new Problem(
                        "The directory " + root
                                + " holds something that is not of a benchmark, so it is left alone. Name another one by --dir.");
            }
            Files.createDirectories(root);
            Files.writeString(
                    root.resolve(MARK), "Data of './bellbuoy bench'; it is deleted when the next one starts.\n");
        } catch (IOException e) {
            throw new Problem("The directory " + root + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Deletes what an earlier benchmark left. */
    void empty() {
        for (Path content : List.of(broker(), root.resolve("state"), root.resolve("results"), logs())) {
            delete(content);
        }
        try {
            Files.createDirectories(root.resolve("results"));
        } catch (IOException e) {
            throw new Problem("The directory " + root + " cannot be written: " + e.getMessage(), e);
        }
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
