package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.stream.listener.KeyedQueries.Inbox;
import io.bellbuoy.stream.state.LogPosition;
import io.bellbuoy.stream.state.LogRecordWriter;
import io.bellbuoy.stream.state.TaskStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A task that processes: the engine's task, its state and store, and its places in the inputs and in the state log. The
 * places of a batch join the committed ones when it is committed. Belongs to its consumer thread.
 */
final class LiveTask {

    private final int partition;
    private Task task;
    private final TaskState state;
    private final TaskStore store;
    private final Inbox inbox;
    private final StateOutput progress = new StateOutput();

    private LogPosition committed;
    private Map<TopicPartition, Long> next;
    private byte[] watermark;
    private long loggedBytes;
    private @Nullable Future<RecordMetadata> lastLogged;

    /**
     * @param committed the places as restored, with a position for every source
     */
    LiveTask(int partition, Task task, TaskState state, TaskStore store, Inbox inbox, LogPosition committed) {
        this.partition = partition;
        this.task = task;
        this.state = state;
        this.store = store;
        this.inbox = inbox;
        this.committed = committed;
        this.next = new HashMap<>(committed.inputs());
        this.watermark = committed.watermark();
    }

    int partition() {
        return partition;
    }

    Task task() {
        return task;
    }

    /** Goes over to other rules, between batches. */
    void use(Plan plan) {
        if (task.plan() != plan) {
            task = task.switchTo(plan);
        }
    }

    TaskState state() {
        return state;
    }

    TaskStore store() {
        return store;
    }

    /** Whether it is to change nothing before its local checkpoint is stored. */
    boolean isBehind() {
        return store.isBehind(state);
    }

    Inbox inbox() {
        return inbox;
    }

    /** The committed offsets to read next, of each source. */
    Map<TopicPartition, Long> committedInputs() {
        return committed.inputs();
    }

    /** The place in the log after the last commit. */
    LogPosition committed() {
        return committed;
    }

    /** The offsets to read next after the batch that runs; to be changed while it runs. */
    Map<TopicPartition, Long> next() {
        return next;
    }

    /** Packs what the batch changed, with the offsets to read next. */
    List<byte[]> logRecords(LogRecordWriter writer) {
        progress.clear();
        task.writeProgress(progress);
        watermark = progress.toByteArray();
        List<byte[]> records = writer.write(task.plan().version(), next, watermark, state);
        loggedBytes = records.stream().mapToLong(bytes -> bytes.length).sum();
        return records;
    }

    /** Notes the last record of the log that the batch sent. */
    void logged(@Nullable Future<RecordMetadata> last) {
        lastLogged = last;
    }

    /** The batch is committed. */
    void commit() {
        state.commit();
        task.committed();
        committed = new LogPosition(logEnd(), next, watermark, task.plan().version());
        store.noteLogged(loggedBytes);
        loggedBytes = 0;
        inbox.committed();
    }

    private long logEnd() {
        Future<RecordMetadata> last = lastLogged;
        if (last == null) {
            throw new IllegalStateException(
                    "A committed batch of task " + partition + " has no record in the state log.");
        }
        lastLogged = null;
        try {
            return last.get().offset() + 1;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A committed record of the state log was not sent.", e);
        }
    }

    /** The batch is undone. */
    void rollback() {
        state.rollback();
        task.rolledBack();
        inbox.rolledBack();
        next = new HashMap<>(committed.inputs());
        loggedBytes = 0;
        lastLogged = null;
    }
}
