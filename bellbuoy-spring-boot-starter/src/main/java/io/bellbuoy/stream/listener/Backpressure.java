package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds back the records of tasks that change more than their local checkpoints store, so that lag grows and the heap does not.
 * Whether a task takes records is its own account ({@link LiveTask#isBehind}): the pause only spares fetching them again and again.
 * For one consumer thread.
 */
final class Backpressure {

    private static final Logger LOG = LoggerFactory.getLogger(Backpressure.class);

    private final TaskBoard board;
    private final Set<LiveTask> held = new HashSet<>();

    Backpressure(TaskBoard board) {
        this.board = board;
    }

    /** Looks at the live tasks, between batches. */
    void apply(Collection<LiveTask> live, Consumer<?, ?> consumer) {
        held.retainAll(live);
        for (LiveTask task : live) {
            if (task.isBehind()) {
                hold(task, consumer);
            } else if (held.remove(task)) {
                consumer.resume(task.committedInputs().keySet());
                board.set(task.partition(), Phase.LIVE, "");
                LOG.debug("task {} takes records again", task.partition());
            }
        }
    }

    /** Done anew each time, since a batch that fails or comes right says something else of all tasks. */
    private void hold(LiveTask task, Consumer<?, ?> consumer) {
        consumer.pause(task.committedInputs().keySet());
        String reason = task.state().dirtyKeys()
                + " keys have changed since its local checkpoint began, and bellbuoy.state.cache-entries are to stay on the heap."
                + " It takes records again when the checkpoint is stored.";
        board.set(task.partition(), Phase.PAUSED, reason);
        if (held.add(task)) {
            LOG.debug("task {} takes no records: {}", task.partition(), reason);
        }
    }
}
