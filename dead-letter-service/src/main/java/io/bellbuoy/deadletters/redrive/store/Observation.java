package io.bellbuoy.deadletters.redrive.store;

import java.time.Duration;
import java.util.List;

/**
 * What is known of a batch that was sent.
 *
 * @param watched since its readers have read it, as far as they are known, by the clock of the database
 * @param ends how far each consumer group must have read, where that is known
 */
public record Observation(Duration watched, List<End> ends) {

    /**
     * The last of what a consumer group is to read again from a partition.
     *
     * @param offset that of the last record
     */
    public record End(String group, String topic, int partition, long offset) {}
}
