package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.search.BadQueryException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads parameters; each method throws {@link BadQueryException} for what it does not allow. */
final class Parameters {

    private static final int PAGE = 50;

    private Parameters() {}

    static int limit(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return PAGE;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new BadQueryException("limit", text, "a number from 1 to 200");
        }
    }

    static boolean flag(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return false;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw new BadQueryException(parameter, text, "true or false");
        }
        return text.equals("true");
    }

    /** With a zone, or in UTC without one, which is what the fields of a page send. */
    static @Nullable Instant time(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String given = text.strip();
        try {
            if (given.length() == 10) {
                return LocalDate.parse(given).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return given.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(given).toInstant()
                    : LocalDateTime.parse(given).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new BadQueryException(parameter, text, "a time such as 2026-01-31T12:00:00Z, or a date");
        }
    }
}
