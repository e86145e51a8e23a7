package io.bellbuoy.deadletters.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did.
 *
 * @param id its number; later ones are larger
 * @param at when
 * @param actor who
 * @param action what
 * @param subject to what
 * @param detail null if there is nothing more to say
 */
public record AuditEntry(
        long id,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String detail) {}
