package io.bellbuoy.engine.rule;

import io.bellbuoy.engine.event.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that a misspelt one is likely to mean. */
public final class Nearest {

    private Nearest() {}

    /** The known name that is likest, if fewer edits than the name has letters lead to it, and at most 2 or a third of them. */
    public static Optional<String> to(String name, Collection<String> known) {
        int bound = Math.min(name.length() - 1, Math.max(2, name.length() / 3));
        return known.stream()
                .min(Comparator.<String, Spelling.Likeness>comparing(other -> Spelling.likeness(name, other))
                        .thenComparing(other -> other))
                .filter(other -> Spelling.likeness(name, other).edits() <= bound);
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
}
