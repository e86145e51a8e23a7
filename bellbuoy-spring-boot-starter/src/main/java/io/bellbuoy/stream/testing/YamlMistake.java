package io.bellbuoy.stream.testing;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what is wrong with the YAML of a file of rules, and what to write. */
final class YamlMistake {

    /** The parts of {@code bellbuoy} that nobody else has at the top of a file. */
    private static final Set<String> SECTIONS = Set.of(
            "application-id",
            "streams",
            "tables",
            "joins",
            "features",
            "rules",
            "scorecards",
            "lists",
            "alerts",
            "decisions");

    private YamlMistake() {}

    /** What a parser refused, in one line: the place, what is there, and what to write. */
    static String of(RuntimeException failure) {
        if (!(failure instanceof MarkedYAMLException marked) || marked.getProblemMark() == null) {
            return "The file is no YAML: " + Mistake.oneLine(String.valueOf(failure.getMessage())) + " Correct it.";
        }
        Mark mark = marked.getProblemMark();
        String problem = Mistake.oneLine(String.valueOf(marked.getProblem()));
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": The file is no YAML: "
                + problem + ". " + advice(problem);
    }

    private static String advice(String problem) {
        if (problem.contains("TAB")) {
            return "Indent with spaces.";
        }
        if (problem.contains("duplicate key")) {
            return "Give each a name of its own, or write what belongs together under one.";
        }
        if (problem.contains("tag ")) {
            return "Quote a text that begins with '!'.";
        }
        if (problem.contains("mapping values")) {
            return "Quote a text with ': ' in it, and write properties of one declaration at the same column.";
        }
        return "Write properties of one declaration at the same column, close what was opened, and quote every where, when,"
                + " message and aggregate.";
    }

    /**
     * The parts of {@code bellbuoy} that stand beside it instead of below it, where nothing reads them.
     *
     * @param properties the names of all properties of the file
     */
    static List<String> misplaced(Set<String> properties) {
        Set<String> found = new TreeSet<>();
        for (String property : properties) {
            String first = property.split("[.\\[]", 2)[0];
            if (SECTIONS.contains(first)) {
                found.add(first);
            }
        }
        return found.stream()
                .map(section -> section + ": found beside 'bellbuoy'; allowed: below it. Indent it as bellbuoy."
                        + section + ".")
                .toList();
    }
}
