package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.StateFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the local store of a task, or sets it aside and begins an empty one, if it cannot be used. */
final class StoreOpener {

    private static final Logger LOG = LoggerFactory.getLogger(StoreOpener.class);

    private final RocksMemory memory;
    private final StoreDirectory directory;
    private final StoreMeta expected;
    private final LogBounds log;

    /** @param expected whose state it must be */
    StoreOpener(RocksMemory memory, StoreDirectory directory, StoreMeta expected, LogBounds log) {
        this.memory = memory;
        this.directory = directory;
        this.expected = expected;
        this.log = log;
    }

    /** @throws StateStoreException if the store is whole but cannot be opened: in use, or the disk is full */
    OpenStore open() {
        try {
            if (directory.isMissing()) {
                return create(RebuildReason.MISSING);
            }
            if (directory.isMarkedDamaged()) {
                return setAside(RebuildReason.CORRUPT);
            }
            return openExisting();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (RocksDBException cause) {
            throw new StateStoreException(
                    "The store " + directory.path() + " cannot be opened. Check that no other process uses the state"
                            + " directory and that its disk has room.",
                    false,
                    cause);
        }
    }

    private OpenStore openExisting() throws IOException, RocksDBException {
        RocksStore store;
        try {
            store = RocksStore.open(directory.path(), memory);
        } catch (RocksDBException cause) {
            if (RocksStore.isDamage(cause)) {
                return setAside(RebuildReason.CORRUPT);
            }
            throw cause;
        }
        byte[] meta;
        try {
            meta = store.get(EntryKeys.META);
        } catch (StateStoreException cause) {
            store.close();
            if (cause.isCorrupt()) {
                return setAside(RebuildReason.CORRUPT);
            }
            throw cause;
        }
        return meta == null ? discard(store) : keepIfUsable(store, meta);
    }

    /** A store without position never completed a checkpoint or a rebuild: there is nothing in it that is not elsewhere. */
    private OpenStore discard(RocksStore store) throws IOException, RocksDBException {
        store.close();
        directory.discard();
        return create(RebuildReason.MISSING);
    }

    private OpenStore keepIfUsable(RocksStore store, byte[] bytes) throws IOException, RocksDBException {
        RebuildReason unusable = whyUnusable(bytes);
        if (unusable == null) {
            return new OpenStore(store, StoreMeta.of(bytes), true, null);
        }
        store.close();
        return setAside(unusable);
    }

    private @Nullable RebuildReason whyUnusable(byte[] bytes) {
        try {
            if (StoreMeta.formatOf(bytes) != StoreMeta.FORMAT) {
                return RebuildReason.OTHER_FORMAT;
            }
            StoreMeta meta = StoreMeta.of(bytes);
            if (!meta.isOf(expected)) {
                return RebuildReason.FOREIGN;
            }
            long offset = meta.position().offset();
            if (offset > log.end()) {
                return RebuildReason.AHEAD_OF_LOG;
            }
            return offset < log.start() ? RebuildReason.BELOW_LOG_START : null;
        } catch (StateFormatException cause) {
            return RebuildReason.CORRUPT;
        }
    }

    private OpenStore setAside(RebuildReason reason) throws IOException, RocksDBException {
        LOG.warn(
                "task {}: the local store is {}; it is set aside as {} and rebuilt",
                expected.partition(),
                reason,
                directory.setAside().getFileName());
        return create(reason);
    }

    private OpenStore create(RebuildReason reason) throws IOException, RocksDBException {
        return new OpenStore(RocksStore.create(directory.path(), memory), expected, false, reason);
    }
}
