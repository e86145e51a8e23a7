package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Packs what a batch changed into records of the state log, split near 512 KB. All parts of a batch go into one transaction.
 *
 * <p>Form: format (1 byte), part and number of parts (2 bytes each, big endian), plan version (text), input offsets, watermark
 * (bytes), then until the end of the record: tag 1, space (4 bytes), key (text): the key of the cells that follow; tag 2, cell
 * (4 bytes), chunk (signed), value (block): a value; tag 3, cell, chunk: a removal. Single-threaded; buffers are reused.
 */
public final class LogRecordWriter {

    static final int FORMAT = 1;
    static final int KEY = 1;
    static final int VALUE = 2;
    static final int REMOVAL = 3;
    private static final int SPLIT_AT = 512 * 1024;
    private static final int MAX_PARTS = 0xFFFF;

    private final int splitAt;
    private final StateOutput out = new StateOutput(SPLIT_AT / 4);
    private final StateOutput value = new StateOutput();
    private final StateOutput header = new StateOutput();

    private List<byte[]> parts = new ArrayList<>();
    private @Nullable KeyState key;
    private byte[] headerBytes = new byte[0];

    public LogRecordWriter() {
        this(SPLIT_AT);
    }

    LogRecordWriter(int splitAt) {
        this.splitAt = splitAt;
    }

    /**
     * Packs the uncommitted changes of a task.
     *
     * @param planVersion the version of the rule set
     * @param inputs the next offset of each input partition after this batch
     * @param watermark the watermark after this batch in the engine's own form
     * @return at least one record value, also if nothing changed: the input offsets are part of it
     */
    public List<byte[]> write(
            String planVersion, Map<TopicPartition, Long> inputs, byte[] watermark, TaskState changed) {
        parts = new ArrayList<>();
        headerBytes = headerOf(planVersion, inputs, watermark);
        beginPart();
        CellTypes types = changed.types();
        changed.forEachChange((of, cell, chunk, changedTo) -> writeCell(types, of, cell, chunk, changedTo));
        endPart();
        return numbered(parts);
    }

    private byte[] headerOf(String planVersion, Map<TopicPartition, Long> inputs, byte[] watermark) {
        header.clear();
        header.writeByte(FORMAT);
        writeFourBytes(0, header);
        header.writeText(planVersion);
        InputOffsets.write(inputs, header);
        header.writeBytes(watermark);
        return header.toByteArray();
    }

    private void beginPart() {
        key = null;
        out.clear();
        out.writeRaw(headerBytes, 0, headerBytes.length);
    }

    private void endPart() {
        parts.add(out.toByteArray());
    }

    private void writeCell(CellTypes types, KeyState of, int cell, long chunk, @Nullable Object changedTo) {
        if (out.size() >= splitAt) {
            endPart();
            beginPart();
        }
        if (of != key) {
            key = of;
            out.writeByte(KEY);
            writeFourBytes(of.key().space(), out);
            out.writeText(of.key().key());
        }
        out.writeByte(changedTo == null ? REMOVAL : VALUE);
        writeFourBytes(cell, out);
        out.writeSigned(chunk);
        if (changedTo != null) {
            value.clear();
            types.of(cell).write(changedTo, value);
            out.writeBlock(value);
        }
    }

    private static void writeFourBytes(int number, StateOutput to) {
        to.writeByte(number >>> 24);
        to.writeByte(number >>> 16);
        to.writeByte(number >>> 8);
        to.writeByte(number);
    }

    /** Sets the part numbers, whose total is known only now; they have a fixed place. */
    private static List<byte[]> numbered(List<byte[]> parts) {
        int count = parts.size();
        if (count > MAX_PARTS) {
            throw new IllegalStateException("A batch changed state of " + count + " records of the log, at most "
                    + MAX_PARTS + " are allowed. Lower the size of batches.");
        }
        for (int part = 0; part < count; part++) {
            byte[] bytes = parts.get(part);
            bytes[1] = (byte) (part >>> 8);
            bytes[2] = (byte) part;
            bytes[3] = (byte) (count >>> 8);
            bytes[4] = (byte) count;
        }
        return parts;
    }
}
