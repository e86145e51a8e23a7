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

    private static final String TINY = "    tiny:\n";
    private static final String MESSAGE = "      message: \"after change %d\"\n";
    private static final String STAGED = "faults-rules-staged.yml";

    private final Path path;
    private final String rules;
    private int changes;

    /**
     * @param resource the rules
     * @param staged whether there is a rule by another key, too
     */
    RulesFile(Path path, String resource, boolean staged) {
        this.path = path;
        this.rules = text(resource) + (staged ? text(STAGED) : "");
    }

    Path path() {
        return path;
    }

    /** The rules as at the start. */
    void begin() {
        write(path, rules);
    }

    /**
     * As at the start but for a message. Never the very rules that were in force before: an instance that has those would take
     * itself for one that is behind, and wait.
     */
    public void reset() {
        changes++;
        write(path, rules.replace(TINY, TINY + MESSAGE.formatted(changes)));
    }

    /** One rule more, with a window of its own that is counted from now on. */
    public void change() {
        changes++;
        String rule = """
                    %s%d:
                      stream: transactions
                      message: "change %d"
                      window: { sliding: %dm, every: 1m }
                      compute: { n: "count()" }
                      when: "n > 1000000000"
                """.formatted(ADDED, changes, changes, 2 + changes % 5);
        write(path, rules + rule);
    }

    private static void write(Path path, String text) {
        try {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path copy(String resource, Path to) {
        write(to, text(resource));
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
