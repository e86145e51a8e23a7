package io.bellbuoy.deadletters.masking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Sensitive fields: names, which count at any depth and in upper or lower case, and paths, for which arrays are no step. */
final class FieldMarks {

    private static final Pattern NAME = Pattern.compile("[^$.\\[\\]\\s]+");
    private static final Pattern PATH = Pattern.compile("\\$(\\.[^$.\\[\\]\\s]+(\\[\\*])*)+");

    private final Set<String> names = new HashSet<>();
    private final Set<List<String>> paths = new HashSet<>();

    /** @throws IllegalArgumentException if it is neither a name nor a path */
    static void check(String field) {
        if (!NAME.matcher(field).matches() && !PATH.matcher(field).matches()) {
            throw new IllegalArgumentException("bellbuoy.deadletters.masking.rules[].fields holds \"" + field
                    + "\"; it must hold names, such as cardNumber, or paths, such as $.customer.cards[*].pan.");
        }
    }

    void add(String field) {
        if (field.startsWith("$")) {
            paths.add(List.of(field.substring(2).replace("[*]", "").split("\\.")));
        } else {
            names.add(field.toLowerCase(Locale.ROOT));
        }
    }

    void add(List<String> path) {
        paths.add(List.copyOf(path));
    }

    boolean isEmpty() {
        return names.isEmpty() && paths.isEmpty();
    }

    /** Whether the field at the end of a path is sensitive. */
    boolean hold(List<String> path) {
        return names.contains(path.get(path.size() - 1).toLowerCase(Locale.ROOT))
                || paths.contains(new ArrayList<>(path));
    }
}
