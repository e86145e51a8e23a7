package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.measure.Meter;
import io.bellbuoy.quickstart.topic.Topics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/** Waits until Bellbuoy's second stage has committed all that the first one sent it. */
final class LaterStage {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final String NAME = "-stage-1";

    private LaterStage() {}

    /** Returns when the meter has been told of the last event, or the time is over. */
    static void await(Job job, Meter meter) {
        long deadline = System.nanoTime() + Contender.LIMIT.toNanos();
        String stage = job.group() + NAME;
        try (Topics topics = Topics.open(job.bootstrapServers())) {
            while (System.nanoTime() < deadline && (meter.remaining() > 1 || !isDone(topics, stage))) {
                LockSupport.parkNanos(EVERY_NANOS);
            }
        }
        if (meter.remaining() == 1) {
            meter.done(1, System.nanoTime());
        }
    }

    private static boolean isDone(Topics topics, String stage) {
        Map<TopicPartition, Long> ends = topics.ends(topics.require(stage));
        Map<TopicPartition, Long> committed = topics.committed(stage);
        // Behind the last record of a transaction there is one that ends it.
        return ends.entrySet().stream().allMatch(end -> end.getValue() - committed.getOrDefault(end.getKey(), 0L) <= 1);
    }
}
