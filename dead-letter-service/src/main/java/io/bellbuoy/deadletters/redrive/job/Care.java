package io.bellbuoy.deadletters.redrive.job;

import io.bellbuoy.deadletters.property.Bounds;
import java.time.Duration;

/**
 * How carefully a job goes on.
 *
 * @param observe how long it waits for dead letters that come back, once a batch is sent and has been read by the
 *     consumer groups that are known; 0 to 1 day
 * @param stopAt the share of a batch that may come back, 0 to 1; with more the job stops
 * @param lagLimit how many records a consumer group may lag behind; with more the job stops; 0 or more
 * @param rate records a second, at least 1
 * @param maxBatch the largest batch, 1 to 10,000
 */
public record Care(Duration observe, double stopAt, long lagLimit, int rate, int maxBatch) {

    /** @throws IllegalArgumentException if a value is out of bounds */
    public Care {
        Bounds.requireWithin("redrive.observe", observe, Duration.ZERO, Duration.ofDays(1));
        require(stopAt >= 0 && stopAt <= 1, "stop-at", stopAt, "0 to 1");
        require(lagLimit >= 0, "lag-limit", lagLimit, "0 or more");
        require(rate >= 1, "rate", rate, "1 or more");
        require(maxBatch >= 1 && maxBatch <= 10_000, "max-batch", maxBatch, "1 to 10000");
    }

    static void require(boolean holds, String property, Object found, String allowed) {
        Bounds.require(holds, "redrive." + property, found, allowed);
    }
}
