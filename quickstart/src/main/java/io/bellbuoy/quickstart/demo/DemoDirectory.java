package io.bellbuoy.quickstart.demo;

import io.bellbuoy.quickstart.process.WorkDirectory;
import java.nio.file.Path;
import java.util.List;

/** The directory of a demo. Only one that a demo has made, or an empty one, is ever emptied. */
record DemoDirectory(Path root) {

    private static final List<String> CONTENT = List.of("broker", "state", "database", "logs");

    Path broker() {
        return root.resolve("broker");
    }

    Path state() {
        return root.resolve("state");
    }

    Path database() {
        return root.resolve("database");
    }

    /** Stay from one demo to the next, since they are the same. */
    Path databaseBinaries() {
        return root.resolve("database-binaries");
    }

    /** Who may log in at the dead letter service; written anew at each start. */
    Path deskUser() {
        return root.resolve("desk.yml");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path processes() {
        return root.resolve("processes");
    }

    /** Makes the directory and marks it as ours; a problem if it holds something else. */
    void claim() {
        new WorkDirectory(root, "demo", "a demo").claim();
    }

    /** Deletes what an earlier demo left. */
    void empty() {
        CONTENT.forEach(name -> WorkDirectory.delete(root.resolve(name)));
    }
}
