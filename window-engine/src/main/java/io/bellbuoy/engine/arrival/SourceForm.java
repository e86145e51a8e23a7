package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The binary form of the record that an event was read from. */
public final class SourceForm {

    /** Offsets of several partitions are told apart by the partition in the lowest bits. */
    private static final int PARTITION_BITS = 16;

    private SourceForm() {}

    /** Writes a record. */
    public static void write(SourceRecord source, StateOutput out) {
        out.writeText(source.topic());
        out.writeUnsigned(source.partition());
        out.writeUnsigned(source.offset());
        out.writeSigned(source.timestamp());
        writeBytes(source.key(), out);
        writeBytes(source.value(), out);
        out.writeUnsigned(source.headers().size());
        for (SourceRecord.Header header : source.headers()) {
            out.writeText(header.name());
            writeBytes(header.value(), out);
        }
    }

    private static void writeBytes(byte @Nullable [] bytes, StateOutput out) {
        out.writeByte(bytes == null ? 0 : 1);
        if (bytes != null) {
            out.writeBytes(bytes);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static SourceRecord read(StateInput in) {
        String topic = in.readText();
        int partition = (int) in.readUnsigned();
        long offset = in.readUnsigned();
        long timestamp = in.readSigned();
        byte[] key = readBytes(in);
        byte[] value = readBytes(in);
        List<SourceRecord.Header> headers = new ArrayList<>();
        for (int count = in.readSize(); count > 0; count--) {
            headers.add(new SourceRecord.Header(in.readText(), readBytes(in)));
        }
        return new StoredRecord(topic, partition, offset, timestamp, key, value, List.copyOf(headers));
    }

    private static byte @Nullable [] readBytes(StateInput in) {
        return in.readByte() == 0 ? null : in.readBytes();
    }

    /** Unique among the records of a topic, and the same whenever and in whatever order they arrive. */
    public static long position(SourceRecord source) {
        return Math.addExact(Math.multiplyExact(source.offset(), 1L << PARTITION_BITS), source.partition());
    }
}
