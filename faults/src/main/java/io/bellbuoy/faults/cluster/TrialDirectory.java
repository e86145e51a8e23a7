package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.process.WorkDirectory;
import java.nio.file.Path;
import java.util.List;

/** The directory of a trial. Only one that a trial has made, or an empty one, is ever emptied. */
public record TrialDirectory(Path root) {

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
        new WorkDirectory(root, "faults", "a trial").claim();
    }

    /** Deletes what an earlier trial left. */
    public void empty() {
        List.of(root.resolve("brokers"), root.resolve("instances"), logs()).forEach(WorkDirectory::delete);
    }
}
