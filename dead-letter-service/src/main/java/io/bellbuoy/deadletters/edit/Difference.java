package io.bellbuoy.deadletters.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What differs between two texts, line by line.
 *
 * @param lines those that differ, in order, each with the lines around it; what lies between is one line of the kind
 *     {@code SKIPPED}
 */
public record Difference(List<Line> lines) {

    /** What became of a line. */
    public enum Kind {
        SAME("  "),
        REMOVED("- "),
        ADDED("+ "),
        /** Stands for lines that are the same and not shown; the text says how many. */
        SKIPPED("@ ");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    /** A line of one of the texts, or of both. */
    public record Line(Kind kind, String text) {

        @Override
        public String toString() {
            return kind.sign + text;
        }
    }

    private static final int AROUND = 3;

    /** Above this many comparisons the middle counts as replaced: they are made while somebody waits. */
    private static final long MOST = 4_000_000;

    /** The shortest way from one text to the other; of a middle that is very long all lines count as replaced. */
    static Difference of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> made = after.lines().toList();
        int start = 0;
        while (start < Math.min(old.size(), made.size()) && old.get(start).equals(made.get(start))) {
            start++;
        }
        int oldEnd = old.size();
        int madeEnd = made.size();
        while (oldEnd > start && madeEnd > start && old.get(oldEnd - 1).equals(made.get(madeEnd - 1))) {
            oldEnd--;
            madeEnd--;
        }
        List<Line> all = new ArrayList<>();
        add(all, Kind.SAME, old.subList(0, start));
        middle(all, old.subList(start, oldEnd), made.subList(start, madeEnd));
        add(all, Kind.SAME, old.subList(oldEnd, old.size()));
        return new Difference(shortened(all));
    }

    /** Whether the texts are the same. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public String toString() {
        return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
    }

    private static void middle(List<Line> all, List<String> old, List<String> made) {
        if ((long) old.size() * made.size() > MOST) {
            add(all, Kind.REMOVED, old);
            add(all, Kind.ADDED, made);
            return;
        }
        int[][] common = longestCommon(old, made);
        int i = 0;
        int j = 0;
        while (i < old.size() && j < made.size()) {
            if (old.get(i).equals(made.get(j))) {
                all.add(new Line(Kind.SAME, old.get(i++)));
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                all.add(new Line(Kind.REMOVED, old.get(i++)));
            } else {
                all.add(new Line(Kind.ADDED, made.get(j++)));
            }
        }
        add(all, Kind.REMOVED, old.subList(i, old.size()));
        add(all, Kind.ADDED, made.subList(j, made.size()));
    }

    /** How many lines are common, in order, from line i of the one and line j of the other on. */
    private static int[][] longestCommon(List<String> old, List<String> made) {
        int[][] common = new int[old.size() + 1][made.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = made.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(made.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static void add(List<Line> all, Kind kind, List<String> lines) {
        lines.forEach(line -> all.add(new Line(kind, line)));
    }

    private static List<Line> shortened(List<Line> all) {
        boolean[] shown = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).kind() != Kind.SAME) {
                Arrays.fill(shown, Math.max(0, i - AROUND), Math.min(all.size(), i + AROUND + 1), true);
            }
        }
        List<Line> kept = new ArrayList<>();
        int skipped = 0;
        for (int i = 0; i < all.size(); i++) {
            if (shown[i]) {
                skip(kept, skipped);
                skipped = 0;
                kept.add(all.get(i));
            } else {
                skipped++;
            }
        }
        if (!kept.isEmpty()) {
            skip(kept, skipped);
        }
        return List.copyOf(kept);
    }

    private static void skip(List<Line> kept, int lines) {
        if (lines > 0) {
            kept.add(new Line(
                    Kind.SKIPPED, lines == 1 ? "1 line that is the same" : lines + " lines that are the same"));
        }
    }
}
