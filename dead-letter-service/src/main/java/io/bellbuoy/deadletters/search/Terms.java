package io.bellbuoy.deadletters.search;

import org.jspecify.annotations.Nullable;

/** What is asked for, as it may be given and as SQL wants it. */
final class Terms {

    private static final int LONGEST = 1000;
    private static final int LARGEST_PAGE = 200;

    private Terms() {}

    /** The text without blanks around it; null if nothing is left. */
    static @Nullable String given(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.strip();
        if (stripped.length() > LONGEST || stripped.indexOf('\0') >= 0) {
            throw new BadQueryException(
                    parameter,
                    stripped.replace('\0', '\uFFFD'),
                    "text of at most 1,000 characters without the zero character");
        }
        return stripped;
    }

    static void limit(int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new BadQueryException("limit", limit, "a number from 1 to " + LARGEST_PAGE);
        }
    }

    /** The pattern of {@code ilike} for what contains a text; what is special in patterns is not in this one. */
    static @Nullable String containing(@Nullable String text) {
        return text == null
                ? null
                : "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
