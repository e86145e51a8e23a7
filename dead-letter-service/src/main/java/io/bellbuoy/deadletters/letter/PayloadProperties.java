package io.bellbuoy.deadletters.letter;

import io.bellbuoy.deadletters.property.Bounds;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The properties {@code bellbuoy.deadletters.payload.*}. They hold for values and keys alike; {@code limit} and
 * {@code preview} hold for each header, too.
 *
 * @param compressFrom the size from which on gzip is tried, in bytes
 * @param limit the largest that is stored whole, in bytes; of what is larger only a preview is stored, and the rest is to be
 *     read where the dead letter lies; at most 64 MB
 * @param preview how much of what is too large is stored, in bytes; not more than the limit
 */
@Validated
@ConfigurationProperties("bellbuoy.deadletters.payload")
public record PayloadProperties(
        @DefaultValue("8KB") DataSize compressFrom,
        @DefaultValue("8MB") DataSize limit,
        @DefaultValue("1KB") DataSize preview) {

    private static final DataSize LARGEST = DataSize.ofMegabytes(64);

    /** @throws IllegalArgumentException if a size is out of bounds */
    public PayloadProperties {
        require(!compressFrom.isNegative(), "compress-from", compressFrom, "0B or more");
        require(
                !limit.isNegative() && limit.compareTo(LARGEST) <= 0,
                "limit",
                limit,
                "0B to " + LARGEST.toMegabytes() + "MB, since a row of PostgreSQL and the heap have bounds");
        require(
                !preview.isNegative() && preview.compareTo(limit) <= 0,
                "preview",
                preview,
                "0B to bellbuoy.deadletters.payload.limit, which is " + limit);
    }

    private static void require(boolean holds, String property, DataSize found, String allowed) {
        Bounds.require(holds, "payload." + property, found, allowed);
    }
}
