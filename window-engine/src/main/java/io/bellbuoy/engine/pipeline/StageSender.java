package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.OutputSink;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.time.TaskTime;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.turn.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the events for the stages behind in records, one for each of their tasks, and tells how far this task has come:
 * with each event, and at the end of a batch every task of the next stage. A later stage listens to the one before it alone:
 * that one's watermark is never ahead of any stage's before it, and it says so only after it has read of it, so an event that
 * was sent past it lies in the topic before the watermark that passes the event.
 */
final class StageSender {

    private final Plan plan;
    private final TaskPlace place;
    private final Turn turn;
    private final TaskTime time;
    /** By stage and partition. */
    private final Map<Integer, StagePack[]> packs = new HashMap<>();
    /** The events of the piece of work that runs, which may still be undone. */
    private final List<Letter> pending = new ArrayList<>();

    private long told = Watermarks.NONE;
    private boolean toldIdle;
    private long committedTold = Watermarks.NONE;
    private boolean committedToldIdle;

    /**
     * An event on its way.
     *
     * @param moments flags of {@link StageRecord}: what it is for
     * @param event its {@link StageEventForm}
     */
    record Letter(int stage, int partition, StageShape shape, int moments, StateOutput event) {}

    StageSender(Plan plan, TaskPlace place, Turn turn, TaskTime time) {
        this.plan = plan;
        this.place = place;
        this.turn = turn;
        this.time = time;
    }

    /** Which task of a later stage a key belongs to. */
    int partition(String key) {
        return place.partitionOf(key);
    }

    /** Sends an event with the piece of work that runs, when that is done. */
    void post(Letter letter) {
        pending.add(letter);
    }

    /** The piece of work is undone. */
    void drop() {
        pending.clear();
    }

    /** The piece of work is done. */
    void take(OutputSink out) {
        // One or two at most, for nearly all pieces of work none or one.
        for (int i = 0; i < pending.size(); i++) {
            add(pending.get(i), out);
        }
        pending.clear();
    }

    private void add(Letter letter, OutputSink out) {
        StagePack pack = packs(letter.stage())[letter.partition()];
        if (!pack.isEmpty() && !pack.hasRoom(letter.event())) {
            send(letter.stage(), letter.partition(), pack, out);
        }
        int flags = letter.moments() | (time.isIdle() ? StageRecord.IDLE : 0);
        pack.add(letter.shape(), flags, turn.watermark(), letter.event());
    }

    private StagePack[] packs(int stage) {
        StagePack[] known = packs.get(stage);
        if (known == null) {
            known = new StagePack[place.partitions()];
            for (int i = 0; i < known.length; i++) {
                known[i] = new StagePack(plan, place);
            }
            packs.put(stage, known);
        }
        return known;
    }

    private static void send(int stage, int partition, StagePack pack, OutputSink out) {
        out.forward(new Output.Forward(stage, partition, pack.take()));
    }

    /** The batch ends: sends what was gathered, and tells every task of the next stage if time has changed since the last. */
    void tell(OutputSink out) {
        if (!plan.isForwarding()) {
            return;
        }
        if (told != turn.watermark() || toldIdle != time.isIdle()) {
            told = turn.watermark();
            toldIdle = time.isIdle();
            for (StagePack pack : packs(plan.stage() + 1)) {
                pack.tell(toldIdle, told);
            }
        }
        packs.forEach((stage, all) -> sendAll(stage, all, out));
    }

    private static void sendAll(int stage, StagePack[] packs, OutputSink out) {
        for (int partition = 0; partition < packs.length; partition++) {
            if (!packs[partition].isEmpty()) {
                send(stage, partition, packs[partition], out);
            }
        }
    }

    void commit() {
        committedTold = told;
        committedToldIdle = toldIdle;
    }

    void rollback() {
        told = committedTold;
        toldIdle = committedToldIdle;
        pending.clear();
        for (StagePack[] all : packs.values()) {
            for (StagePack pack : all) {
                pack.clear();
            }
        }
    }
}
