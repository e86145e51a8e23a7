package io.bellbuoy.engine.condition;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import io.bellbuoy.engine.event.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Words for what is wrong with one expression. Offsets are in code points from the start of the source; -1 is unknown. */
final class Diagnostics {

    private static final int NAMES_LISTED = 30;

    private final String owner;
    private final String source;
    private final CelSource lines;

    Diagnostics(String owner, String source) {
        this.owner = owner;
        this.source = source;
        this.lines = CelSource.newBuilder(source).build();
    }

    /**
     * @param found what is in the source
     * @param allowed what may be there instead
     * @param next what the author can do, a sentence
     */
    ExpressionException problem(int offset, String found, String allowed, String next) {
        int column = location(offset).map(CelSourceLocation::getColumn).orElse(-1) + 1;
        String message = owner + ": " + found + place(offset) + ". Allowed: " + allowed + ". " + next;
        return new ExpressionException(owner, source, column, message);
    }

    /** The place and the source: {@code at column 9 of "total > x"}, with a space in front. */
    String place(int offset) {
        String where = location(offset).map(this::spell).orElse(" in ");
        return where + '"' + source + '"';
    }

    private String spell(CelSourceLocation location) {
        String column = "column " + (location.getColumn() + 1) + " of ";
        return source.strip().contains("\n") ? " at line " + location.getLine() + ", " + column : " at " + column;
    }

    private Optional<CelSourceLocation> location(int offset) {
        return offset < 0 ? Optional.empty() : lines.getOffsetLocation(offset);
    }

    int offset(CelIssue issue) {
        CelSourceLocation location = issue.getSourceLocation();
        return lines.getLocationOffset(location.getLine(), location.getColumn()).orElse(-1);
    }

    ExpressionException unknownName(String name, Names names, int offset) {
        List<String> known = List.copyOf(names.all().keySet());
        String next = Optional.ofNullable(names.advice(name))
                .or(() -> nearest(name, known).map(near -> "Did you mean '" + near + "'?"))
                .or(() -> Optional.ofNullable(names.adviceOfQualifier(name)))
                .orElse("Use one of these names, or put a string in quotes.");
        return problem(offset, "unknown name '" + name + "'", known.isEmpty() ? "no names here" : listed(known), next);
    }

    ExpressionException unknownFunction(String function, int offset) {
        List<String> known = Vocabulary.functionNames();
        String next = instead(function)
                .or(() -> nearest(function, known).map(near -> "Did you mean '" + near + "'?"))
                .orElse("Use one of these, or an operator.");
        return problem(offset, "'" + Vocabulary.display(function) + "' is not supported", listed(known), next);
    }

    /** What to write for a function that CEL has and rules have not. */
    private static Optional<String> instead(String function) {
        return switch (function) {
            case "int", "uint", "double", "decimal" ->
                Optional.of("Leave it out: there is one number type, exact decimal.");
            case "has" -> Optional.of("Write x != null.");
            case "all", "exists", "exists_one", "map", "filter" ->
                Optional.of("Macros over lists are left out; write x in [..].");
            default -> Optional.empty();
        };
    }

    private static String listed(List<String> names) {
        String text = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_LISTED)));
        int more = names.size() - NAMES_LISTED;
        return more > 0 ? text + " and " + more + " more" : text;
    }

    /** The candidate with the fewest edits away, if it is near; a qualified one may be known by its member alone. */
    static Optional<String> nearest(String name, Collection<String> candidates) {
        int bound = Math.min(name.length() - 1, Math.max(2, name.length() / 3));
        return candidates.stream()
                .min(Comparator.comparing(candidate -> likeness(name, candidate)))
                .filter(candidate -> likeness(name, candidate).edits() <= bound);
    }

    private static Spelling.Likeness likeness(String wanted, String candidate) {
        String member = candidate.substring(candidate.indexOf('.') + 1);
        Spelling.Likeness whole = Spelling.likeness(wanted, candidate);
        Spelling.Likeness part = Spelling.likeness(wanted, member);
        return part.compareTo(whole) < 0 ? part : whole;
    }
}
