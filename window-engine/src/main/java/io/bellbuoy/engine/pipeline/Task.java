package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.arrival.TableRun;
import io.bellbuoy.engine.evaluation.GlobalRun;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.OutputSink;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateKey;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.succession.Inventory;
import io.bellbuoy.engine.succession.Sweep;
import io.bellbuoy.engine.time.TaskTime;
import io.bellbuoy.engine.time.UpstreamWatermarks;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.turn.Turn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan on one partition of each of its streams. Single-threaded. After each batch the caller commits or rolls
 * back its {@link TaskState} and calls {@link #committed()} or {@link #rolledBack()}.
 */
public final class Task {

    /** The key under which a task notes in its state what that consists of. */
    public static final StateKey NOTES = Inventory.KEY;

    /** How far the clock moves the watermark of an idle task before the stages behind are told. */
    private static final long TELL_MILLIS = 1_000;

    private final Plan plan;
    private final TaskState state;
    private final Turn turn;
    private final TaskTime time;
    private final @Nullable Watermarks watermarks;
    private final @Nullable UpstreamWatermarks upstream;
    private final StageSender sender;
    private final TaskParts parts;
    private final EventPath path;
    private final TimeOrder order;
    private final KeyQuestions questions;
    private final Sweep sweep;
    private final TaskPlace place;
    private final boolean advanceWhenIdle;
    private final RuleObserver observer;

    /**
     * @param state the state of this partition, of the plan's {@link Plan#cellTypes()}
     * @param advanceWhenIdle whether the clock moves the watermark on while no stream has new records; off in replay
     * @param observer counts what rules do
     */
    public Task(Plan plan, TaskState state, boolean advanceWhenIdle, RuleObserver observer) {
        this(plan, TaskPlace.ALONE, state, advanceWhenIdle, observer);
    }

    /**
     * @param place which of the tasks of its stage it is
     * @param state the state of this partition, of the plan's {@link Plan#cellTypes()}
     * @param advanceWhenIdle whether the clock moves the watermark on while no stream has new records; off in replay
     * @param observer counts what rules do
     */
    public Task(Plan plan, TaskPlace place, TaskState state, boolean advanceWhenIdle, RuleObserver observer) {
        this.plan = plan;
        this.state = state;
        this.turn = new Turn(state);
        this.watermarks = plan.stage() > 0 ? null : sources(plan, advanceWhenIdle);
        this.upstream = plan.stage() > 0 ? new UpstreamWatermarks() : null;
        this.time = watermarks != null ? watermarks : Objects.requireNonNull(upstream);
        this.sender = new StageSender(plan, place, turn, time);
        this.parts = new TaskParts(plan, turn, sender, observer);
        this.path = new EventPath(parts, turn, sender);
        this.order = new TimeOrder(parts, path, turn);
        this.questions = new KeyQuestions(plan, state, time);
        this.sweep = new Sweep(plan.inventory(), state);
        this.place = place;
        this.advanceWhenIdle = advanceWhenIdle;
        this.observer = observer;
    }

    private static Watermarks sources(Plan plan, boolean advanceWhenIdle) {
        return new Watermarks(
                plan.rules().streams().stream()
                        .map(spec -> new Watermarks.Source(
                                spec.outOfOrderness().toMillis(),
                                spec.idleTimeout().toMillis()))
                        .toList(),
                advanceWhenIdle);
    }

    private Watermarks sources() {
        if (watermarks == null) {
            throw new IllegalStateException("A task of stage " + plan.stage() + " reads no streams.");
        }
        return watermarks;
    }

    /** The rules it runs. */
    public Plan plan() {
        return plan;
    }

    /**
     * About how much each rule and feature of this stage keeps on the heap, named as in messages, as {@code rule 'velocity'}.
     * State that several of them read counts for each. Where the task has more than 10,000 keys on the heap
     * the sizes are estimated from so many; keys that are in the store alone do not count.
     */
    public Map<String, StateSize> stateSizes() {
        return StateSize.of(plan.owned(), state, StateSize.LOOKED_AT);
    }

    // ---- other rules

    /**
     * Goes over to other rules, between batches: a task on the same state that goes on where this one stands. This one must
     * not be used any more. The change is recorded with the next batch that is committed; until then a restore finds the
     * state as it was.
     *
     * @throws RuleException if the other rules cannot follow these, see {@link Plan#requireSuccessor}; nothing is changed
     */
    public Task switchTo(Plan next) {
        plan.requireSuccessor(next);
        StateOutput progress = new StateOutput();
        writeProgress(progress);
        state.use(next.cellTypes());
        Task task = new Task(next, place, state, advanceWhenIdle, observer);
        task.readProgress(new StateInput(progress.toByteArray()));
        return task;
    }

    /**
     * Removes state that the rules do not have any more, some of it at a time; to be called at the beginning of each batch.
     * What it changes is part of the batch.
     *
     * @param keys how many keys to look at, at least 1
     * @return whether the batch may take events and {@link #tick}: not while state is removed that the rules would read
     */
    public boolean sweep(int keys) {
        return sweep.step(keys);
    }

    // ---- what comes in

    /**
     * Processes one event: fires the timers that its time makes due, updates state and evaluates rules. If a rule fails,
     * everything of the event is undone and it becomes a dead letter.
     */
    public void process(Event event, OutputSink out) {
        StreamParts stream = parts.stream(event.stream());
        if (stream.isTooFarAhead(event)) {
            out.dead(new Output.Dead(
                    event.source(), Output.Reason.TOO_FAR_AHEAD, null, tooFarAhead(stream.spec(), event), null));
            return;
        }
        sweep.note();
        sources().observe(stream.index(), event.time());
        advance(out);
        path.arrived(stream, event, out);
    }

    /**
     * Takes a record of a stage before, entry by entry: fires the timers that the watermark makes due, then processes the
     * event if there is one. If a rule fails, everything of the event is undone here and its source record becomes a dead
     * letter.
     *
     * @throws io.bellbuoy.engine.state.StateFormatException if the stage before has another number of tasks than it had, or
     *     an entry is not of the known form
     */
    public void process(StageRecord record, OutputSink out) {
        UpstreamWatermarks before = upstream;
        if (before == null) {
            throw new IllegalStateException("Stage 0 reads streams, not records of another stage.");
        }
        boolean isHeard = record.from() == plan.stage() - 1;
        while (record.next()) {
            if (isHeard) {
                before.heard(record.partition(), record.partitions(), record.watermark(), record.isIdle());
                advance(out);
            }
            Event event = record.event();
            if (event != null) {
                sweep.note();
                StreamParts stream = parts.stream(event.stream());
                before.observe(event.time());
                parts.notePlace(stream, event);
                path.forwarded(stream, event, record.onArrival(), record.inOrder(), out);
            }
        }
    }

    /**
     * Says which record keys the next events have, so that what is kept of them is at hand then. Nothing but the time that
     * takes depends on it.
     *
     * @param count how many of the keys, at most {@link TaskState#EXPECTED}
     */
    public void expect(String[] recordKeys, int count) {
        state.expect(KeyBy.RECORD_KEY, recordKeys, count);
    }

    private static String tooFarAhead(StreamSpec spec, Event event) {
        return "event time is " + (event.time() - event.source().timestamp())
                + " ms ahead of the record's timestamp; allowed: max-future=" + spec.maxFuture() + " of stream '"
                + spec.name() + "'";
    }

    /**
     * Deletes the entry of a table from the record's timestamp on. Where entries take their time from a field, that
     * timestamp says nothing of how far event time has come, and the watermark stays.
     *
     * @param stream the stream that fills the table
     * @param key the record key
     * @throws IllegalArgumentException if the stream fills no table
     */
    public void delete(String stream, String key, SourceRecord source, OutputSink out) {
        StreamParts parts = this.parts.stream(stream);
        TableRun table = parts.table();
        if (table == null) {
            throw new IllegalArgumentException("Stream '" + stream + "' fills no table.");
        }
        if (parts.spec().time().kind() == TimeSource.Kind.INGESTION) {
            watermarks.observe(parts.index(), source.timestamp());
            advance(out);
        }
        turn.attempt(() -> table.delete(key, source), out);
    }

    /**
     * Takes a watermark record: no event of the stream before that time is to be expected.
     *
     * @param watermark epoch milliseconds
     * @param source the record; dead-lettered if the stream does not accept watermarks
     */
    public void watermark(String stream, long watermark, SourceRecord source, OutputSink out) {
        StreamParts parts = this.parts.stream(stream);
        if (!parts.spec().allowWatermarks()) {
            out.dead(new Output.Dead(
                    source,
                    Output.Reason.WATERMARK_REFUSED,
                    null,
                    "a watermark record on stream '" + stream
                            + "', which has allow-watermarks=false; set it to true for replays",
                    null));
            return;
        }
        sources().announce(parts.index(), watermark);
        advance(out);
    }

    /**
     * Takes over what the process has read of a list's topic. To be called between events, as part of a batch; what it
     * changes is part of that batch. A stage takes over the lists that it needs.
     *
     * @param name the list's name
     */
    public void list(String name, ListContent content) {
        ListPlan list = plan.list(name);
        if (list != null) {
            parts.lists().take(list, content, turn.watermark());
        }
    }

    /**
     * Holds back first alerts of a rule and key, in place of any snooze they have. To be called before the events of a batch;
     * it is part of that batch.
     *
     * @return what is in force once the batch is committed
     * @throws RuleException if it would be over already, or lasts some time and no watermark is known to count from;
     *     nothing is changed
     */
    public Snooze snooze(RuleKey key, SnoozeRequest request) {
        Snooze snooze = request.at(time.current());
        sweep.note();
        state.put(state.of(key.state()), key.cells().id(), 0, snooze);
        return snooze;
    }

    /**
     * Ends the snooze of a rule and key. To be called before the events of a batch; it is part of that batch.
     *
     * @return what was in force; null if nothing was
     */
    public @Nullable Snooze endSnooze(RuleKey key) {
        Snooze snooze = snoozeOf(key);
        if (snooze != null) {
            state.put(state.of(key.state()), key.cells().id(), 0, null);
        }
        return snooze;
    }

    /** The offset behind the last record of a list's topic that was taken over; 0 if none was of that topic. */
    public long listNext(String name, String source, int partition) {
        ListPlan list = plan.list(name);
        return list == null ? 0 : parts.lists().next(list, source, partition);
    }

    /**
     * Lets the clock take effect: sources fall idle, and the watermark moves on when all are idle. To be called after
     * each batch, and now and then when there is none; what it changes is part of that batch.
     *
     * @param now the clock, epoch milliseconds
     * @param caughtUp whether a stream's source is at its confirmed end
     * @return whether anything changed, so that the batch must be committed even without records
     */
    public boolean tick(long now, Predicate<String> caughtUp, OutputSink out) {
        List<StreamSpec> streams = plan.rules().streams();
        // In a later stage event time comes from the stages before alone.
        boolean changed = watermarks != null
                && watermarks.tick(
                        now, index -> caughtUp.test(streams.get(index).name()), nextWake());
        if (changed) {
            advance(out);
        }
        for (GlobalRun global : parts.globals()) {
            changed |= fireByClock(global, now, out);
        }
        return changed;
    }

    private boolean fireByClock(GlobalRun global, long now, OutputSink out) {
        if (!global.isClockDue(now)) {
            return false;
        }
        turn.attempt(() -> global.onClock(now), out);
        return true;
    }

    /** The stages behind may have something to do that is not known here, so they are told each second of it. */
    private long nextWake() {
        long here = state.nextWake();
        return plan.isForwarding() ? Math.min(here, time.current() + TELL_MILLIS) : here;
    }

    /**
     * Sends the stages behind what was gathered for them and how far this task is, at the end of each batch that it has part
     * in.
     */
    public void tell(OutputSink out) {
        sender.tell(out);
    }

    // ---- the watermark

    private void advance(OutputSink out) {
        order.advance(time.current(), out);
    }

    /** The watermark, epoch milliseconds; {@link Long#MIN_VALUE} before the first. */
    public long watermark() {
        return time.current();
    }

    // ---- batches

    /** Writes the sources' watermarks and the layout of state, which belong into the log record of each batch. */
    public void writeProgress(StateOutput out) {
        time.write(out);
        parts.writePlaces(out);
        plan.succession().write(out);
    }

    /**
     * Reads what {@link #writeProgress} wrote, after a restore.
     *
     * @throws RuleException if a rule or feature that has state was changed so that the state cannot serve it
     */
    public void readProgress(StateInput in) {
        time.read(in);
        parts.readPlaces(in);
        sweep.cold(plan.succession().readBefore(in));
        turn.watermark(time.current());
    }

    /** The batch was committed; its state was committed before. */
    public void committed() {
        time.commit();
        sender.commit();
        sweep.committed();
        tellEvaluations();
    }

    /** The batch was undone; its state was rolled back before. */
    public void rolledBack() {
        time.rollback();
        sender.rollback();
        sweep.restart();
        parts.lists().rolledBack();
        turn.watermark(time.current());
        tellEvaluations();
    }

    private void tellEvaluations() {
        parts.countEvaluations();
        turn.evaluations().tell(observer);
    }

    // ---- questions

    /**
     * The values of all features of one record key as of the newest event time, or of the watermark for those evaluated
     * there, between batches.
     *
     * @return feature name to value; features of composite keys are left out
     */
    public Map<String, @Nullable Object> features(String recordKey) {
        return questions.features(recordKey);
    }

    /** The snooze of a rule and key, between batches; null if none is in force. */
    public @Nullable Snooze snoozeOf(RuleKey key) {
        return (Snooze) state.of(key.state()).get(key.cells().id(), 0);
    }

    /**
     * An open block.
     *
     * @param since when it began, epoch milliseconds
     * @param until when it ends by itself, epoch milliseconds
     */
    public record Block(UUID id, String rule, UUID alertId, long since, long until) {}

    /** The open block of one record key, between batches; at most one. */
    public List<Block> blocks(String recordKey) {
        return questions.blocks(recordKey);
    }
}
