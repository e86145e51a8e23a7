package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.search.BadQueryException;
import org.jspecify.annotations.Nullable;

/** What a body must have. */
final class Required {

    private Required() {}

    /** @throws BadQueryException if it is left out */
    static <T> T of(String name, @Nullable T given, String allowed) {
        if (given == null) {
            throw new BadQueryException(name, "left out", allowed);
        }
        return given;
    }
}
