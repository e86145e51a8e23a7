package io.bellbuoy.engine.event;

import java.util.Comparator;
import java.util.Locale;

/** How near two names are, for messages that say what may have been meant. */
public final class Spelling {

    private Spelling() {}

    /**
     * How like a known name is to a misspelt one, upper and lower case being the same. The smallest is the likest: the one with
     * the fewest edits, of several the one that begins alike for longer, since people leave out or swap letters later on.
     *
     * @param edits the edits between them
     * @param shared the length of their common beginning
     */
    public record Likeness(int edits, int shared) implements Comparable<Likeness> {

        private static final Comparator<Likeness> LIKEST =
                Comparator.comparingInt(Likeness::edits).thenComparing(Likeness::shared, Comparator.reverseOrder());

        @Override
        public int compareTo(Likeness other) {
            return LIKEST.compare(this, other);
        }
    }

    /** How like two names are. */
    public static Likeness likeness(String name, String known) {
        String a = name.toLowerCase(Locale.ROOT);
        String b = known.toLowerCase(Locale.ROOT);
        int shared = 0;
        while (shared < Math.min(a.length(), b.length()) && a.charAt(shared) == b.charAt(shared)) {
            shared++;
        }
        return new Likeness(edits(a, b), shared);
    }

    /**
     * The number of insertions, deletions, substitutions and swaps of neighbours that make one name the other (optimal string
     * alignment distance).
     */
    public static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
