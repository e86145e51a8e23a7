package io.bellbuoy.stream.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the documentation: README.md and its neighbours in the repository's root, and docs. */
final class Pages {

    /** The repository's root; tests run in the module's directory. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?)\\s*$");

    private Pages() {}

    /**
     * A fenced block of code.
     *
     * @param page the file
     * @param line the line of its first line, from 1
     * @param language what stands behind the fence
     * @param lines its lines
     */
    record Block(Path page, int line, String language, List<String> lines) {

        String text() {
            return String.join("\n", lines) + "\n";
        }

        @Override
        public String toString() {
            return ROOT.relativize(page) + ":" + line;
        }
    }

    static List<Path> all() {
        return Stream.concat(markdown(ROOT), markdown(ROOT.resolve("docs"))).toList();
    }

    private static Stream<Path> markdown(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted(Comparator.naturalOrder())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Block> blocks(String language) {
        return all().stream().flatMap(page -> blocks(page).stream()).filter(block -> block.language()
                .equals(language));
    }

    private static List<Block> blocks(Path page) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = text(page).lines().toList();
        Block open = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith("```")) {
                if (open != null) {
                    open.lines().add(line);
                }
            } else if (open == null) {
                open = new Block(page, i + 2, line.substring(3).strip(), new ArrayList<>());
            } else {
                blocks.add(open);
                open = null;
            }
        }
        if (open != null) {
            throw new IllegalStateException("The fence before " + open + " is not closed.");
        }
        return blocks;
    }

    /** The lines outside of fenced blocks. */
    static List<String> prose(Path page) {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : text(page).lines().toList()) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return prose;
    }

    /** The anchors of a page's headings, as GitHub forms them. */
    static List<String> anchors(Path page) {
        return prose(page).stream()
                .map(HEADING::matcher)
                .filter(heading -> heading.matches())
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
