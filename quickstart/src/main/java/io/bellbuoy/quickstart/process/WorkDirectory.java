package io.bellbuoy.quickstart.process;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directory in which a command keeps its data. Only one that the command has made, or an empty one, is ever emptied.
 *
 * @param root the directory
 * @param command its name, such as {@code demo}
 * @param run what the command runs, with its article, such as {@code a demo}
 */
public record WorkDirectory(Path root, String command, String run) {

    /**
     * Makes the directory and marks it as ours.
     *
     * @throws Problem if it holds something else, or cannot be written
     */
    public void claim() {
        Path mark = root.resolve("bellbuoy-" + command);
        try {
            if (Files.exists(root) && !Files.exists(mark) && !isEmpty()) {
                throw new Problem("The directory " + root + " holds something that is not of " + run
                        + ", so it is left alone. Name another one by --dir.");
            }
            Files.createDirectories(root);
            Files.writeString(mark, "Data of './bellbuoy " + command + "'; it is deleted when the next one starts.\n");
        } catch (IOException e) {
            throw new Problem("The directory " + root + " cannot be written: " + e.getMessage(), e);
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> content = Files.list(root)) {
            return content.findAny().isEmpty();
        }
    }

    /**
     * Deletes a file or a directory with all that is in it; nothing if it is not there.
     *
     * @throws Problem if that fails
     */
    public static void delete(Path path) {
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
