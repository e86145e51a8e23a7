package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import org.apache.kafka.common.Uuid;

/**
 * What a copy of the state (local or remote) says about itself, written after all its entries.
 *
 * @param applicationId the application it belongs to
 * @param logTopicId the state log it is a copy of: a topic made anew has another id
 * @param partition the task
 * @param position where to go on in the log
 */
record StoreMeta(String applicationId, Uuid logTopicId, int partition, LogPosition position) {

    /** The version of the layout of stores and of the checkpoint topic. */
    static final int FORMAT = 1;

    StoreMeta at(LogPosition other) {
        return new StoreMeta(applicationId, logTopicId, partition, other);
    }

    boolean isOf(StoreMeta other) {
        return applicationId.equals(other.applicationId)
                && logTopicId.equals(other.logTopicId)
                && partition == other.partition;
    }

    byte[] toBytes() {
        StateOutput out = new StateOutput();
        out.writeByte(FORMAT);
        out.writeText(applicationId);
        out.writeFixed(logTopicId.getMostSignificantBits());
        out.writeFixed(logTopicId.getLeastSignificantBits());
        out.writeUnsigned(partition);
        out.writeUnsigned(position.offset());
        InputOffsets.write(position.inputs(), out);
        out.writeBytes(position.watermark());
        out.writeText(position.planVersion());
        return out.toByteArray();
    }

    /** The format of a meta entry, which this version may be unable to read. */
    static int formatOf(byte[] bytes) {
        return new StateInput(bytes).readByte();
    }

    /** @throws StateFormatException if the bytes are not of this format */
    static StoreMeta of(byte[] bytes) {
        StateInput in = new StateInput(bytes);
        int format = in.readByte();
        if (format != FORMAT) {
            throw new StateFormatException("The state has format " + format + ", this version reads " + FORMAT + ".");
        }
        String applicationId = in.readText();
        Uuid logTopicId = new Uuid(in.readFixed(), in.readFixed());
        int partition = (int) in.readUnsigned();
        long offset = in.readUnsigned();
        var inputs = InputOffsets.read(in);
        return new StoreMeta(
                applicationId, logTopicId, partition, new LogPosition(offset, inputs, in.readBytes(), in.readText()));
    }
}
