package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateKey;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads what {@link LogRecordWriter} wrote: the header first, then the cells. */
public final class LogRecordReader {

    /** Receives cells. */
    @FunctionalInterface
    public interface Visitor {
        /** @param value the value in the form of its kind, valid during the call; null if the cell was removed */
        void visit(StateKey key, int cell, long chunk, @Nullable StateInput value);
    }

    private final StateInput in;
    private final int part;
    private final int parts;
    private final String planVersion;
    private final Map<TopicPartition, Long> inputs;
    private final byte[] watermark;

    /** @throws StateFormatException if this is not a record of the state log, or of another version */
    public LogRecordReader(byte[] record) {
        in = new StateInput(record);
        int format = in.readByte();
        if (format != LogRecordWriter.FORMAT) {
            throw new StateFormatException("The state log has a record of format " + format + ", this version reads "
                    + LogRecordWriter.FORMAT + ".");
        }
        part = in.readByte() << 8 | in.readByte();
        parts = in.readByte() << 8 | in.readByte();
        planVersion = in.readText();
        inputs = InputOffsets.read(in);
        watermark = in.readBytes();
    }

    /** Whether this is the last part of its batch. */
    public boolean isLastPart() {
        return part == parts - 1;
    }

    /** What was true after the batch. */
    public LogPosition position(long nextOffset) {
        return new LogPosition(nextOffset, inputs, watermark, planVersion);
    }

    /** The version of the rule set that wrote the record. */
    public String planVersion() {
        return planVersion;
    }

    /** Visits the cells in the order they were written; once. */
    public void forEachCell(Visitor visitor) {
        StateKey key = null;
        while (!in.isAtEnd()) {
            int tag = in.readByte();
            if (tag == LogRecordWriter.KEY) {
                key = new StateKey(readFourBytes(), in.readText());
            } else if (key != null && (tag == LogRecordWriter.VALUE || tag == LogRecordWriter.REMOVAL)) {
                int cell = readFourBytes();
                long chunk = in.readSigned();
                visitor.visit(key, cell, chunk, tag == LogRecordWriter.VALUE ? in.readBlock() : null);
            } else {
                throw new StateFormatException("A record of the state log has tag " + tag + " out of place.");
            }
        }
    }

    private int readFourBytes() {
        return in.readByte() << 24 | in.readByte() << 16 | in.readByte() << 8 | in.readByte();
    }
}
