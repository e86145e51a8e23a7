package io.bellbuoy.faults.oracle;

import org.jspecify.annotations.Nullable;

/**
 * A record of the input topic as it lies in the log.
 *
 * @param timestamp of the record, epoch milliseconds
 * @param watermark what a watermark record announces; null for all others
 */
public record InputRecord(
        int partition,
        long offset,
        String key,
        byte @Nullable [] value,
        long timestamp,
        @Nullable Long watermark) {}
