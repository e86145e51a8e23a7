package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.engine.pipeline.TaskPlace;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.stream.state.LogPosition;
import io.bellbuoy.stream.state.Restored;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes a restored task live: agrees on where to go on reading, seeks there, and lets the records flow. For one consumer
 * thread.
 */
final class TaskOpener {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The group's offsets do not match the state; the message says the way out. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    private final StreamParts parts;
    private final String groupId;

    TaskOpener(StreamParts parts, String groupId) {
        this.parts = parts;
        this.groupId = groupId;
    }

    /**
     * Opens a task.
     *
     * @param plan the rules that its state was restored for
     * @param place which of the tasks it is
     * @throws RefusedException if the offsets of the group were changed from outside
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    LiveTask open(
            Plan plan, TaskPlace place, Restored restored, List<TopicPartition> sources, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> next = agree(sources, restored.position().inputs(), consumer);
        for (TopicPartition source : sources) {
            if (!next.containsKey(source)) {
                next.put(source, consumer.position(source, PATIENCE));
            }
        }
        Task task = new Task(plan, place, restored.state(), parts.advanceWhenIdle(), parts.rules());
        byte[] watermark = restored.position().watermark();
        if (watermark.length > 0) {
            task.readProgress(new StateInput(watermark));
        }
        next.forEach(consumer::seek);
        consumer.resume(sources);
        LogPosition at = restored.position();
        LogPosition committed = new LogPosition(at.offset(), next, watermark, at.planVersion());
        return new LiveTask(
                place.partition(),
                task,
                restored.state(),
                restored.store(),
                parts.queries().open(place.partition()),
                committed);
    }

    private Map<TopicPartition, Long> agree(
            List<TopicPartition> sources, Map<TopicPartition, Long> logged, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> group = new HashMap<>();
        // With read_committed these are stable: the broker waits for transactions that still change them.
        consumer.committed(new HashSet<>(sources), PATIENCE).forEach((source, offset) -> {
            if (offset != null) {
                group.put(source, offset.offset());
            }
        });
        OffsetAgreement agreement = OffsetAgreement.of(groupId, sources, logged, group);
        if (agreement instanceof OffsetAgreement.Agreed agreed) {
            return new HashMap<>(agreed.next());
        }
        throw new RefusedException(((OffsetAgreement.Refused) agreement).message());
    }
}
