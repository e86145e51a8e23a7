package io.bellbuoy.quickstart.replay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to replay, and how.
 *
 * @param bootstrapServers where the broker is
 * @param file the file
 * @param topic the topic to feed
 * @param mapping fields from columns
 * @param keyField the field whose value is the record key
 * @param timeField the field that holds the event's time
 * @param speed how fast event time runs
 * @param limit how many rows to read; null for all
 * @param partitions how many partitions to create the topic with if it does not exist; null to make that a problem
 * @param watermarkAfter how far behind the last event the final watermark lies; 0 or more
 */
public record ReplaySettings(
        String bootstrapServers,
        RowFile file,
        String topic,
        Mapping mapping,
        String keyField,
        String timeField,
        Speed speed,
        @Nullable Long limit,
        @Nullable Integer partitions,
        Duration watermarkAfter) {

    public ReplaySettings {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, not " + limit);
        }
        if (partitions != null && partitions < 1) {
            throw new IllegalArgumentException("partitions must be 1 or more, not " + partitions);
        }
        if (watermarkAfter.isNegative()) {
            throw new IllegalArgumentException("the final watermark must not lie before the last event");
        }
    }
}
