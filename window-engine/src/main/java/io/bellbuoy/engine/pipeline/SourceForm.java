package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The binary form of the record that an event was read from. */
final class SourceForm {

    private SourceForm() {}

    static void write(SourceRecord source, StateOutput out) {
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

    static SourceRecord read(StateInput in) {
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
}
