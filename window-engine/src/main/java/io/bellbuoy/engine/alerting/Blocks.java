package io.bellbuoy.engine.alerting;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.Output.ActionKind;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.turn.Turn;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Temporary blocks of record keys. A key has one open block at most: a further one replaces it if it lasts longer, since
 * readers of the compacted topic see one action a key.
 */
public final class Blocks {

    /** The cell that holds a key's open block. */
    public static final Cells CELLS = new Cells();

    private final Turn turn;

    /** @param turn the work in which blocks are opened and ended */
    public Blocks(Turn turn) {
        this.turn = turn;
    }

    /**
     * An open block.
     *
     * @param liftOn the stream whose event lifts it; empty for none
     */
    public record Open(UUID id, String rule, UUID alertId, long since, long until, String liftOn) {

        Output.Action action(ActionKind kind, String recordKey, long at) {
            return new Output.Action(id, kind, recordKey, rule, alertId, since, until, at);
        }
    }

    void open(Output.Alert alert, BlockSpec spec) {
        KeyState key = turn.state().of(KeyBy.RECORD_KEY, alert.recordKey());
        Open known = find(key);
        long until = alert.eventTime() + spec.duration().toMillis();
        if (until <= turn.watermark() || known != null && known.until() >= until) {
            return;
        }
        UUID id = AlertIds.of("block", alert.id().toString());
        String liftOn = spec.liftOn() == null ? "" : spec.liftOn();
        Open block = new Open(id, alert.rule(), alert.id(), alert.eventTime(), until, liftOn);
        turn.state().put(key, CELLS.id(), 0, block);
        turn.emit(block.action(ActionKind.BLOCK, alert.recordKey(), alert.eventTime()));
    }

    /** An event that may lift the block of its key, if one of some rules opened it. */
    public void lift(String stream, String recordKey, long time, Set<String> rules) {
        KeyState key = turn.state().of(KeyBy.RECORD_KEY, recordKey);
        Open known = find(key);
        if (known != null && known.liftOn().equals(stream) && rules.contains(known.rule()) && time >= known.since()) {
            turn.state().put(key, CELLS.id(), 0, null);
            turn.emit(known.action(ActionKind.RELEASE_LIFTED, recordKey, time));
        }
    }

    /** The watermark has passed a block's end. */
    public void expire(KeyState key) {
        Open known = find(key);
        if (known != null && known.until() <= turn.watermark()) {
            turn.state().put(key, CELLS.id(), 0, null);
            turn.emit(known.action(ActionKind.RELEASE_EXPIRED, key.key().key(), known.until()));
        }
    }

    /** The open block of a key; null if there is none. */
    public static @Nullable Open find(KeyState key) {
        return (Open) key.get(CELLS.id(), 0);
    }

    /** The cells that hold open blocks. */
    static final class Cells implements CellType<Open> {

        private final int id = AlertIds.number("block");

        @Override
        public int id() {
            return id;
        }

        @Override
        public long wakeAt(long chunk, Open value) {
            return value.until();
        }

        @Override
        public void write(Open value, StateOutput out) {
            write(value.id(), out);
            out.writeText(value.rule());
            write(value.alertId(), out);
            out.writeSigned(value.since());
            out.writeSigned(value.until());
            out.writeText(value.liftOn());
        }

        @Override
        public Open read(StateInput in) {
            return new Open(readUuid(in), in.readText(), readUuid(in), in.readSigned(), in.readSigned(), in.readText());
        }

        private static void write(UUID id, StateOutput out) {
            out.writeFixed(id.getMostSignificantBits());
            out.writeFixed(id.getLeastSignificantBits());
        }

        private static UUID readUuid(StateInput in) {
            return new UUID(in.readFixed(), in.readFixed());
        }
    }
}
