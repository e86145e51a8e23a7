package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.arrival.SourceForm;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stage sends to another: how far the task that sends it has come and, unless that is all, an event. Fields go
 * by their names, so that a record which was sent before the rules changed can be read afterwards.
 *
 * @param planVersion the version of the rule set that sent it
 * @param from the stage that sent it
 * @param partition the task that sent it
 * @param partitions how many tasks that stage has
 * @param watermark the watermark of that task, or {@link io.bellbuoy.engine.time.Watermarks#NONE}
 * @param isIdle whether that task holds back nobody
 * @param onArrival whether the event is for what is evaluated on arrival
 * @param inOrder whether the event is for what is evaluated in the order of time
 * @param event the event; null if this only tells how far the task has come
 */
public record StageRecord(
        String planVersion,
        int from,
        int partition,
        int partitions,
        long watermark,
        boolean isIdle,
        boolean onArrival,
        boolean inOrder,
        @Nullable Event event) {

    /** The largest record with its key: 16 MiB, less room for what the state log puts around an event that waits. */
    public static final int MAX_BYTES = (16 << 20) - (64 << 10);

    private static final int VERSION = 1;
    private static final int IDLE = 1;
    private static final int ON_ARRIVAL = 2;
    private static final int IN_ORDER = 4;

    /** The names and values of an event's fields that are sent. */
    record Fields(List<String> names, @Nullable Object[] values) {}

    /** The binary form; the event's own values are not sent but those given. */
    byte[] write(@Nullable Fields fields) {
        StateOutput out = new StateOutput(256);
        out.writeByte(VERSION);
        out.writeText(planVersion);
        out.writeUnsigned(from);
        out.writeUnsigned(partition);
        out.writeUnsigned(partitions);
        out.writeSigned(watermark);
        out.writeByte((isIdle ? IDLE : 0) | (onArrival ? ON_ARRIVAL : 0) | (inOrder ? IN_ORDER : 0));
        if (event != null && fields != null) {
            out.writeText(event.stream());
            out.writeSigned(event.time());
            out.writeText(event.id());
            out.writeText(event.key());
            out.writeUnsigned(fields.names().size());
            for (int i = 0; i < fields.values().length; i++) {
                out.writeText(fields.names().get(i));
                out.writeValue(fields.values()[i]);
            }
            SourceForm.write(event.source(), out);
        }
        return out.toByteArray();
    }

    /**
     * Reads a record for a stage of a plan.
     *
     * @param stage the plan of that stage
     * @return null for an event of a stream that this stage no longer reads
     * @throws StateFormatException if it is none, or of a version that is not known
     */
    public static StageRecord read(byte[] bytes, Plan stage) {
        try {
            return read(new StateInput(bytes), stage);
        } catch (IndexOutOfBoundsException e) {
            throw new StateFormatException("A record of stage " + stage.stage() + " ends too soon.");
        }
    }

    private static StageRecord read(StateInput in, Plan stage) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new StateFormatException("A record of stage " + stage.stage() + " has version " + version
                    + "; known is " + VERSION + ". A newer release may have written it.");
        }
        String planVersion = in.readText();
        int from = (int) in.readUnsigned();
        int partition = (int) in.readUnsigned();
        int partitions = (int) in.readUnsigned();
        long watermark = in.readSigned();
        int flags = in.readByte();
        boolean onArrival = (flags & ON_ARRIVAL) != 0;
        boolean inOrder = (flags & IN_ORDER) != 0;
        Event event = onArrival || inOrder ? readEvent(in, stage) : null;
        return new StageRecord(
                planVersion, from, partition, partitions, watermark, (flags & IDLE) != 0, onArrival, inOrder, event);
    }

    private static @Nullable Event readEvent(StateInput in, Plan stage) {
        String stream = in.readText();
        Schema schema = stage.schema(stream);
        long time = in.readSigned();
        String id = in.readText();
        String key = in.readText();
        @Nullable Object[] values = new Object[schema == null ? 0 : schema.size()];
        for (int count = in.readSize(); count > 0; count--) {
            String name = in.readText();
            int position = schema == null ? -1 : schema.position(name);
            Object value = in.readValue();
            if (position >= 0) {
                values[position] = value;
            }
        }
        SourceRecord source = SourceForm.read(in);
        return schema == null ? null : new Event(stream, time, id, key, values, source, SourceForm.position(source));
    }
}
