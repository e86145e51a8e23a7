package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.plan.TablePlan;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps one table in one task: each event of its stream sets an entry, at once. */
public final class TableRun {

    private final TablePlan plan;
    private final Turn turn;
    private final RuleObserver observer;
    private final List<WaitRun> waits;

    /** @param waits the rules whose events wait for its entries; they join the list while the task is put together */
    public TableRun(TablePlan plan, Turn turn, RuleObserver observer, List<WaitRun> waits) {
        this.plan = plan;
        this.turn = turn;
        this.observer = observer;
        this.waits = waits;
    }

    /** Takes an entry, and tells those that wait for it. */
    public void put(Event event) {
        @Nullable Object[] values = new Object[event.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = event.value(i);
        }
        put(event.key(), event.time(), values, event.source());
        waits.forEach(wait -> wait.onEntry(event.key()));
    }

    /** Deletes the entry of a key as of the record's timestamp. */
    public void delete(String recordKey, SourceRecord source) {
        put(recordKey, source.timestamp(), null, source);
    }

    /** An entry that comes behind a newer one, later than the history reaches back, is late: nobody will read it. */
    private void put(String recordKey, long time, @Nullable Object @Nullable [] values, SourceRecord source) {
        KeyState key = turn.state().of(plan.state().space(), recordKey);
        if (!plan.state().put(turn.state(), key, time, values, turn.watermark())) {
            String name = plan.spec().name();
            observer.late(name);
            turn.emit(new Output.Late(name, source, List.of(name), new Window(time, time + 1), turn.watermark()));
        }
    }
}
