package io.bellbuoy.stream.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** The markers of a store, which say what a remote checkpoint has to copy. */
final class StoreMarkers {

    private static final int MOST_AT_ONCE = 10_000;

    private StoreMarkers() {}

    /** Removes the markers of changes below an offset of the log. Those of earlier versions, which say no offset, stay. */
    static void clear(RocksStore store, long below) {
        byte[] from = EntryKeys.FIRST_MARKER;
        while (from.length > 0) {
            List<byte[]> covered = new ArrayList<>();
            from = store.scan(from, EntryKeys.AFTER_MARKERS, iterator -> collect(iterator, below, covered));
            delete(store, covered);
        }
    }

    /** Where to go on; empty at the end. */
    private static byte[] collect(RocksIterator iterator, long below, List<byte[]> covered) {
        for (; iterator.isValid() && covered.size() < MOST_AT_ONCE; iterator.next()) {
            byte[] mark = iterator.value();
            if (mark.length == Long.BYTES && ByteBuffer.wrap(mark).getLong() <= below) {
                covered.add(iterator.key());
            }
        }
        return iterator.isValid() ? Arrays.copyOf(iterator.key(), iterator.key().length) : new byte[0];
    }

    private static void delete(RocksStore store, List<byte[]> markers) {
        if (markers.isEmpty()) {
            return;
        }
        try (WriteBatch batch = new WriteBatch()) {
            for (byte[] marker : markers) {
                batch.delete(marker);
            }
            store.write(batch);
        } catch (RocksDBException cause) {
            throw new StateStoreException("A batch of writes cannot be built.", false, cause);
        }
    }
}
