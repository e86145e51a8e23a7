package io.bellbuoy.engine.rule;

import io.bellbuoy.engine.event.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
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

    /** Upper and lower case are the same. */
    private static int distance(String a, String b) {
        return Spelling.edits(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }
}
