package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.List;

/** A {@link StageRecord} that is being filled, for one task of a later stage. Empty again whenever it was taken. */
final class StagePack {

    /**
     * With more than this a record is sent. A few dozen events share what a record costs, and are few enough that the
     * receiver, which looks at the clock between records, still ends its batches in time.
     */
    static final int FULL_BYTES = 16 << 10;

    /** More than a record holds beside one event and its shape, even if it also tells how far the sender is at the end. */
    private static final int FRAME_BYTES = 256;

    private final Plan plan;
    private final TaskPlace place;
    private StateOutput out = new StateOutput();
    private final List<StageShape> shapes = new ArrayList<>();
    private long watermark;

    /**
     * @param plan the rules of the sender
     * @param place which of the tasks of its stage the sender is
     */
    StagePack(Plan plan, TaskPlace place) {
        this.plan = plan;
        this.place = place;
    }

    /** The most bytes of a record that holds one event. */
    static long bytesWith(StateOutput event, StageShape shape) {
        StateOutput declared = new StateOutput();
        shape.write(declared);
        return (long) FRAME_BYTES + declared.size() + event.size();
    }

    boolean isEmpty() {
        return out.size() == 0;
    }

    /** Whether an event fits into what others have begun. */
    boolean hasRoom(StateOutput event) {
        return out.size() + event.size() <= FULL_BYTES;
    }

    /**
     * Adds an event.
     *
     * @param flags of {@link StageRecord}: what it is for, and whether the sender is idle
     */
    void add(StageShape shape, int flags, long watermark, StateOutput event) {
        begin();
        int index = shapes.indexOf(shape);
        if (index < 0) {
            index = shapes.size();
            shapes.add(shape);
            out.writeByte(StageRecord.SHAPE);
            shape.write(out);
        }
        mark(flags, watermark);
        out.writeUnsigned(index);
        out.writeBlock(event);
    }

    /** Adds how far the sender is. */
    void tell(boolean isIdle, long watermark) {
        begin();
        mark(isIdle ? StageRecord.IDLE : 0, watermark);
    }

    private void begin() {
        if (isEmpty()) {
            out.writeByte(StageRecord.VERSION);
            out.writeText(plan.version());
            out.writeUnsigned(plan.stage());
            out.writeUnsigned(place.partition());
            out.writeUnsigned(place.partitions());
        }
    }

    private void mark(int flags, long now) {
        out.writeByte(flags);
        // From or to "none" the difference overflows, as does the reader's sum: the same bits come back.
        out.writeSigned(now - watermark);
        watermark = now;
    }

    /** The record; what is added from now on is in the next one. */
    byte[] take() {
        byte[] record = out.toByteArray();
        if (record.length > 2 * FULL_BYTES) {
            // A rare large event does not keep its memory for good.
            out = new StateOutput();
        }
        clear();
        return record;
    }

    void clear() {
        out.clear();
        shapes.clear();
        watermark = 0;
    }
}
