package io.bellbuoy.engine.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that a misspelt one is likely to mean. */
public final class Nearest {

    private Nearest() {}

    /** The known name with the smallest edit distance, if it is at most a third of the name's length and 1 at least. */
    public static Optional<String> to(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(other -> distance(name, other))
                        .thenComparing(other -> other))
                .filter(other -> distance(name, other) <= Math.max(1, name.length() / 3));
    }

    /** A sentence for an error message: the nearest name if there is one, else all of them. */
    public static String hint(String name, Collection<String> known) {
        if (known.isEmpty()) {
            return ", but none is declared";
        }
        return to(name, known)
                .map(other -> ", did you mean '" + other + "'?")
                .orElseGet(() -> ": " + String.join(", ", known));
    }

    /** Edit distance of insertions, deletions and substitutions, ignoring case (Wagner and Fischer, 1974). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int substituted = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
