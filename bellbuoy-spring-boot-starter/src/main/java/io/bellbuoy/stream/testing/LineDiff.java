package io.bellbuoy.stream.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How two lists of lines differ: the fewest lines to take away and to add, by a longest common subsequence. As text, a
 * line each: {@code -} and the number and text of a line that was expected and is not there, {@code +} and the number and
 * text of one that is there and was not expected. Where an output came in place of another of the same topic and key,
 * {@code ~}, the number (both, as in {@code ~3+4}, if they differ), topic and key, and below it each field that differs.
 */
public final class LineDiff {

    /** A line on one side that is not at its place on the other. */
    private record Change(int number, String text) {}

    /** Above this product of lengths, lines between the first and the last difference are all said to differ. */
    private static final long LARGEST_TABLE = 4_000_000;

    /** So many outputs of the same topic and key are looked at for the nearest. */
    private static final int CANDIDATES = 8;

    private final List<String> changes = new ArrayList<>();
    /** What is missing and what is new since the last line that is on both sides. */
    private final List<Change> missing = new ArrayList<>();

    private final List<Change> added = new ArrayList<>();
    private final List<String> expected;
    private final List<String> actual;

    private LineDiff(List<String> expected, List<String> actual) {
        this.expected = expected;
        this.actual = actual;
    }

    /** The difference; empty lines at the end of what was expected do not count. */
    public static LineDiff of(List<String> expected, List<String> actual) {
        int size = expected.size();
        while (size > 0 && expected.get(size - 1).isBlank()) {
            size--;
        }
        LineDiff diff = new LineDiff(expected.subList(0, size), actual);
        diff.compare();
        return diff;
    }

    /** Whether the lines are the same. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The lines that differ, each with its sign and number. */
    public List<String> lines() {
        return List.copyOf(changes);
    }

    private void compare() {
        int start = 0;
        int shorter = Math.min(expected.size(), actual.size());
        while (start < shorter && expected.get(start).equals(actual.get(start))) {
            start++;
        }
        int same = 0;
        while (same < shorter - start
                && expected.get(expected.size() - 1 - same).equals(actual.get(actual.size() - 1 - same))) {
            same++;
        }
        between(start, expected.size() - same, actual.size() - same);
    }

    private void between(int start, int expectedEnd, int actualEnd) {
        int rows = expectedEnd - start;
        int columns = actualEnd - start;
        int[][] common = (long) rows * columns > LARGEST_TABLE ? new int[rows + 1][0] : table(start, rows, columns);
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            boolean aligned = common[0].length > 0 && i < rows && j < columns;
            if (aligned && expected.get(start + i).equals(actual.get(start + j))) {
                say();
                i++;
                j++;
            } else if (i < rows && (!aligned || common[i + 1][j] >= common[i][j + 1])) {
                missing.add(new Change(start + i + 1, expected.get(start + i)));
                i++;
            } else {
                added.add(new Change(start + j + 1, actual.get(start + j)));
                j++;
            }
        }
        say();
    }

    /** What is missing, or what came in its place, then the rest of what came. */
    private void say() {
        Map<String, List<Change>> byTitle = new HashMap<>();
        for (Change more : added) {
            byTitle.computeIfAbsent(FieldDiff.title(more.text()), any -> new ArrayList<>())
                    .add(more);
        }
        Set<Change> paired = new HashSet<>();
        for (Change gone : missing) {
            String title = FieldDiff.title(gone.text());
            List<Change> alike = title.isEmpty() ? List.of() : byTitle.getOrDefault(title, List.of());
            if (alike.isEmpty()) {
                changes.add("-" + gone.number() + " " + gone.text());
            } else {
                Change instead = nearest(gone, alike.subList(0, Math.min(alike.size(), CANDIDATES)));
                alike.remove(instead);
                paired.add(instead);
                sayInstead(gone, instead, title);
            }
        }
        added.stream()
                .filter(more -> !paired.contains(more))
                .forEach(more -> changes.add("+" + more.number() + " " + more.text()));
        missing.clear();
        added.clear();
    }

    /** The one that differs in the fewest fields. */
    private static Change nearest(Change gone, List<Change> alike) {
        return Collections.min(alike, Comparator.comparingInt(more -> FieldDiff.of(gone.text(), more.text())
                .size()));
    }

    private void sayInstead(Change gone, Change instead, String title) {
        String numbers = gone.number() + (gone.number() == instead.number() ? "" : "+" + instead.number());
        changes.add("~" + numbers + " " + title);
        FieldDiff.of(gone.text(), instead.text()).forEach(field -> changes.add("    " + field));
    }

    /** At [i][j] how many lines the rests from i and j have in common. */
    private int[][] table(int start, int rows, int columns) {
        int[][] common = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                common[i][j] = expected.get(start + i).equals(actual.get(start + j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), changes);
    }
}
