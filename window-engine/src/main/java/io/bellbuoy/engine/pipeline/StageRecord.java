package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one task sends to a task of a later stage in a batch, or a part of it: events in their order, each with how far the
 * sender had come, and at the end perhaps how far it is alone. Read once, entry by entry. Many events travel in one record,
 * since a record costs the clients and the broker several times what an event in it does.
 *
 * <p>The form: version, version of the sender's rules, its stage, its task and how many tasks that stage has; then entries.
 * An entry is a byte of flags, then either a {@link StageShape} or a watermark, as the difference to that of the entry before,
 * and for an event the number of its shape and its {@link StageEventForm form} as a block.
 */
public final class StageRecord {

    /** The largest record: 16 MiB, less room for what the state log puts around an event that waits. */
    public static final int MAX_BYTES = (16 << 20) - (64 << 10);

    static final int VERSION = 2;
    static final int IDLE = 1;
    static final int ON_ARRIVAL = 2;
    static final int IN_ORDER = 4;
    static final int SHAPE = 8;

    private final Plan stage;
    private final StateInput in;
    private final List<StageEventForm> shapes = new ArrayList<>();
    private final int from;
    private final int partition;
    private final int partitions;

    private long watermark;
    private int flags;
    private @Nullable Event event;

    private StageRecord(StateInput in, Plan stage) {
        this.stage = stage;
        this.in = in;
        int version = in.readByte();
        if (version != VERSION) {
            throw new StateFormatException("A record of stage " + stage.stage() + " has version " + version
                    + "; known is " + VERSION + ". Another release has written it.");
        }
        in.readText();
        this.from = (int) in.readUnsigned();
        this.partition = (int) in.readUnsigned();
        this.partitions = (int) in.readUnsigned();
    }

    /**
     * Begins to read a record for a stage of a plan.
     *
     * @param stage the plan of that stage
     * @throws StateFormatException if it is none, or of a version that is not known
     */
    public static StageRecord read(byte[] bytes, Plan stage) {
        return new StageRecord(new StateInput(bytes), stage);
    }

    /** The stage that sent it. */
    int from() {
        return from;
    }

    /** The task that sent it. */
    int partition() {
        return partition;
    }

    /** How many tasks that stage has. */
    int partitions() {
        return partitions;
    }

    /**
     * Goes on to the next entry.
     *
     * @return false at the end
     * @throws StateFormatException if what follows is no entry
     */
    boolean next() {
        event = null;
        while (!in.isAtEnd()) {
            flags = in.readByte();
            if ((flags & SHAPE) == 0) {
                readEntry();
                return true;
            }
            shapes.add(new StageEventForm(StageShape.read(in), stage));
        }
        return false;
    }

    private void readEntry() {
        watermark += in.readSigned();
        if (!onArrival() && !inOrder()) {
            return;
        }
        long shape = in.readUnsigned();
        if (shape < 0 || shape >= shapes.size()) {
            throw new StateFormatException("A record of stage " + stage.stage() + " has an event of shape " + shape
                    + ", which it does not hold.");
        }
        event = shapes.get((int) shape).read(in.readBlock());
    }

    /** The sender's watermark at this entry, or {@link io.bellbuoy.engine.time.Watermarks#NONE}. */
    long watermark() {
        return watermark;
    }

    /** Whether the sender held back nobody. */
    boolean isIdle() {
        return (flags & IDLE) != 0;
    }

    /** Whether the event is for what is evaluated on arrival. */
    boolean onArrival() {
        return (flags & ON_ARRIVAL) != 0;
    }

    /** Whether the event is for what is evaluated in the order of time. */
    boolean inOrder() {
        return (flags & IN_ORDER) != 0;
    }

    /** The event; null if the entry only tells how far the sender has come, or if this stage no longer reads its stream. */
    @Nullable
    Event event() {
        return event;
    }
}
