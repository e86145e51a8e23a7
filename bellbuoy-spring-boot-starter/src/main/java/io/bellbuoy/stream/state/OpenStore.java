package io.bellbuoy.stream.state;

import org.jspecify.annotations.Nullable;

/**
 * A local store ready for use.
 *
 * @param rocks the store
 * @param meta what it is, and where to go on in the log
 * @param isStored whether the store says so itself, rather than being new and empty
 * @param rebuilt why the store that was there before was not used; null if it was
 */
record OpenStore(
        RocksStore rocks,
        StoreMeta meta,
        boolean isStored,
        @Nullable RebuildReason rebuilt) {}
