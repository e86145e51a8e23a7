package io.bellbuoy.benchmarks.contender.flink;

import io.bellbuoy.benchmarks.contender.Slices;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Slices in the same bytes as elsewhere, instead of by reflection. Public, as Flink makes one by name on a restart. */
public final class SlicesSerializer extends TypeSerializerSingleton<Slices> {

    static final SlicesSerializer INSTANCE = new SlicesSerializer();

    private static final long serialVersionUID = 1;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public Slices createInstance() {
        return new Slices();
    }

    @Override
    public Slices copy(Slices from) {
        return from.copy();
    }

    @Override
    public Slices copy(Slices from, Slices reuse) {
        return from.copy();
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Slices slices, DataOutputView target) throws IOException {
        byte[] bytes = slices.toBytes();
        target.writeShort(bytes.length);
        target.write(bytes);
    }

    @Override
    public Slices deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readShort()];
        source.readFully(bytes);
        return Slices.of(bytes);
    }

    @Override
    public Slices deserialize(Slices reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readShort();
        target.writeShort(length);
        target.write(source, length);
    }

    @Override
    public TypeSerializerSnapshot<Slices> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint notes of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Slices> {

        /** Made by name. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
