package io.bellbuoy.faults.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file of rules that the instances watch. It is changed only in ways that what the oracle looks at does not follow. */
public final class RulesFile {

    /** What the names of rules begin with that are added. */
    public static final String ADDED = "added-";

    private static final String RESOURCE = "faults-rules.yml";

    private final Path path;

    RulesFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** The rules as at the start. */
    public void reset() {
        copy(RESOURCE, path);
    }

    /** Another message, and one rule more, with a window of its own that is counted from now on. */
    public void change(int number) {
        String rule = """
                    %s%d:
                      stream: transactions
                      message: "change %d"
                      window: { sliding: %dm, every: 1m }
                      compute: { n: "count()" }
                      when: "n > 1000000000"
                """.formatted(ADDED, number, number, 2 + number % 5);
        write(text(RESOURCE) + rule);
    }

    private void write(String text) {
        try {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path copy(String resource, Path to) {
        new RulesFile(to).write(text(resource));
        return to;
    }

    private static String text(String resource) {
        try (InputStream in = RulesFile.class.getResourceAsStream("/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
