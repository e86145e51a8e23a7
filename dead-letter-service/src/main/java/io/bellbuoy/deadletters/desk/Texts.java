package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.search.BadQueryException;
import org.jspecify.annotations.Nullable;

/** Checks what people write; each method throws {@link BadQueryException} for what it does not allow. */
final class Texts {

    private static final int LONGEST_LINE = 1000;
    private static final int LONGEST = 10_000;

    private Texts() {}

    /** Something of at most 1,000 characters. */
    static String line(String parameter, @Nullable String text) {
        return checked(parameter, text, LONGEST_LINE);
    }

    /** Something of at most 10,000 characters. */
    static String of(String parameter, @Nullable String text) {
        return checked(parameter, text, LONGEST);
    }

    private static String checked(String parameter, @Nullable String text, int longest) {
        String given = text == null ? "" : text.strip();
        if (given.isEmpty() || given.length() > longest || given.indexOf('\0') >= 0) {
            throw new BadQueryException(
                    parameter,
                    given.replace('\0', '\uFFFD'),
                    "1 to %,d characters without the zero character".formatted(longest));
        }
        return given;
    }
}
