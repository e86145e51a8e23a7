package io.bellbuoy.stream.state;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Fills an empty store from the checkpoint topic. Single-threaded. */
final class RemoteCopy implements AutoCloseable {

    private final RocksStore store;
    private final StoreBatch batch;
    private byte @Nullable [] meta;

    RemoteCopy(RocksStore store) {
        this.store = store;
        batch = StoreBatch.copying(store);
    }

    /** The number of entries that were read. */
    long entries() {
        return batch.entries();
    }

    /** Bytes of their keys and values. */
    long bytes() {
        return batch.bytes();
    }

    void apply(List<ConsumerRecord<byte[], byte[]>> polled) {
        for (ConsumerRecord<byte[], byte[]> copied : polled) {
            if (Arrays.equals(copied.key(), RemoteCheckpoint.POSITION)) {
                meta = copied.value();
            } else {
                batch.set(EntryKeys.entryOfAddress(copied.key()), copied.value());
            }
        }
    }

    /**
     * Completes the store.
     *
     * @return what the topic says it is a copy of; null if no remote checkpoint was ever completed
     */
    @Nullable
    StoreMeta complete() {
        batch.write();
        return meta == null ? null : StoreMeta.of(meta);
    }

    /** Makes the store one that can be opened at that place. */
    void seal(StoreMeta as) {
        store.put(EntryKeys.META, as.toBytes());
        store.flush();
    }

    @Override
    public void close() {
        batch.close();
    }
}
