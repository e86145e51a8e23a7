package io.bellbuoy.benchmarks.run;

import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of a benchmark. Only one that a benchmark has made, or an empty one, is ever emptied. */
record BenchDirectory(Path root) {

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
        new WorkDirectory(root, "bench", "a benchmark").claim();
    }

    /** Deletes what an earlier benchmark left. */
    void empty() {
        for (Path content : List.of(broker(), root.resolve("state"), root.resolve("results"), logs())) {
            WorkDirectory.delete(content);
        }
        try {
            Files.createDirectories(root.resolve("results"));
        } catch (IOException e) {
            throw new Problem("The directory " + root + " cannot be written: " + e.getMessage(), e);
        }
    }
}
