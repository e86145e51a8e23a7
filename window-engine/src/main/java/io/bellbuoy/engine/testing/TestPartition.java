package io.bellbuoy.engine.testing;

import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.RuleKey;
import io.bellbuoy.engine.pipeline.SnoozeRequest;
import io.bellbuoy.engine.pipeline.StageRecord;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.engine.pipeline.TaskPlace;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateKey;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One partition of a tester: a task, and the committed binary form of its state as a log would hold it. */
final class TestPartition {

    private record Address(StateKey key, int cell, long chunk) {}

    /** So few that a sweep takes several batches. */
    private static final int KEYS_OF_A_SWEEP = 2;

    private Plan plan;
    private final TaskPlace place;
    private final Map<Address, byte[]> committed = new LinkedHashMap<>();
    private byte @Nullable [] progress;
    private Outputs pending = new Outputs();
    private TaskState state;
    private Task task;
    private long nextOffset;

    TestPartition(Plan plan, TaskPlace place) {
        this.plan = plan;
        this.place = place;
        this.state = TaskState.inMemory(plan.cellTypes());
        this.task = new Task(plan, place, state, true, RuleObserver.NOOP);
    }

    int number() {
        return place.partition();
    }

    long nextOffset() {
        return nextOffset++;
    }

    Task task() {
        return task;
    }

    /** Goes over to other rules, and removes what they do not have. */
    void switchTo(Plan next) {
        task = task.switchTo(next);
        plan = next;
    }

    /** As at the beginning of each batch; events wait while state is removed that they would find. */
    private void sweep() {
        boolean mayRead = false;
        while (!mayRead) {
            mayRead = task.sweep(KEYS_OF_A_SWEEP);
        }
    }

    void take(Map<String, ListContent> lists) {
        lists.forEach(task::list);
    }

    Snooze snooze(RuleKey key, SnoozeRequest request) {
        sweep();
        return task.snooze(key, request);
    }

    @Nullable
    Snooze endSnooze(RuleKey key) {
        sweep();
        return task.endSnooze(key);
    }

    void process(Event event) {
        sweep();
        task.process(event, pending);
    }

    void delete(String stream, String key, StoredRecord record) {
        task.delete(stream, key, record, pending);
    }

    void watermark(String stream, long watermark) {
        sweep();
        task.watermark(
                stream,
                watermark,
                new StoredRecord(stream, number(), nextOffset(), watermark, null, null, List.of()),
                pending);
    }

    void process(byte[] forwarded) {
        sweep();
        task.process(StageRecord.read(forwarded, plan), pending);
    }

    void tick(long now) {
        sweep();
        task.tick(now, stream -> true, pending);
    }

    /** Commits the batch and hands over what came out. */
    void commit(TestStages stages) {
        // A partition without events has a part in the batch too.
        sweep();
        task.tell(pending);
        state.forEachChange((key, cell, chunk, value) -> {
            Address address = new Address(key.key(), cell, chunk);
            if (value == null) {
                committed.remove(address);
            } else {
                committed.put(address, write(cell, value));
            }
        });
        StateOutput out = new StateOutput();
        task.writeProgress(out);
        progress = out.toByteArray();
        state.commit();
        task.committed();
        stages.take(pending);
        pending = new Outputs();
    }

    /** The batch fails at its very end: all was done but the commit. */
    void rollback() {
        sweep();
        task.tell(pending);
        state.rollback();
        task.rolledBack();
        pending = new Outputs();
    }

    private byte[] write(int cell, Object value) {
        StateOutput out = new StateOutput();
        plan.cellTypes().of(cell).write(value, out);
        return out.toByteArray();
    }

    /** Comes back with a plan, perhaps another one. */
    void crash(Plan next) {
        plan = next;
        pending = new Outputs();
        state = TaskState.inMemory(plan.cellTypes());
        task = new Task(plan, place, state, true, RuleObserver.NOOP);
        committed.forEach((address, bytes) -> {
            CellType<Object> type = plan.cellTypes().of(address.cell());
            state.replay(address.key(), address.cell(), address.chunk(), type.read(new StateInput(bytes)));
        });
        if (progress != null) {
            task.readProgress(new StateInput(progress));
        }
    }

    long stateEntries() {
        return state.onHeap().stream()
                .filter(key -> !key.key().equals(Task.NOTES))
                .mapToLong(TestPartition::entries)
                .sum();
    }

    private static long entries(KeyState key) {
        long entries = 0;
        for (int i = 0; i < key.size(); i++) {
            entries += key.valueAt(i) == null ? 0 : 1;
        }
        return entries;
    }
}
