package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.contender.Slices;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * What one can write oneself to be faster: objects in a hash map, and a changelog that gets each changed account once a commit.
 * A restart reads all of it. Kafka Streams tells only its own caches of a commit, so this says that it is one. Single-threaded.
 */
final class HeapStore implements SliceStore, StateStore, CachedStateStore<String, Slices> {

    private final Map<String, Slices> slices = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private @Nullable InternalProcessorContext<?, ?> context;
    private boolean open;

    static Kind kind() {
        return new Kind() {
            @Override
            public StoreBuilder<HeapStore> builder() {
                return new Builder();
            }

            @Override
            public SliceStore of(ProcessorContext<?, ?> context) {
                return context.<HeapStore>getStateStore(NAME);
            }
        };
    }

    private static final class Builder extends AbstractStoreBuilder<String, Slices, HeapStore> {

        Builder() {
            super(NAME, null, null, org.apache.kafka.common.utils.Time.SYSTEM);
        }

        @Override
        public HeapStore build() {
            return new HeapStore();
        }
    }

    @Override
    public void init(StateStoreContext given, StateStore root) {
        context = (InternalProcessorContext<?, ?>) given;
        given.register(root, this::restore);
        open = true;
    }

    private void restore(byte[] key, byte @Nullable [] value) {
        String account = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            slices.remove(account);
        } else {
            slices.put(account, Slices.of(value));
        }
    }

    @Override
    public @Nullable Slices get(String account) {
        return slices.get(account);
    }

    @Override
    public void put(String account, Slices value) {
        slices.put(account, value);
        changed.add(account);
    }

    @Override
    public void removeClosed(long watermark) {
        Iterator<Map.Entry<String, Slices>> all = slices.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Slices> each = all.next();
            if (each.getValue().end() <= watermark) {
                changed.add(each.getKey());
                all.remove();
            }
        }
    }

    /** Called before each commit. */
    @Override
    public void flushCache() {
        InternalProcessorContext<?, ?> log = context;
        if (log == null) {
            throw new IllegalStateException("The store was never opened.");
        }
        for (String account : changed) {
            Slices value = slices.get(account);
            log.logChange(
                    NAME,
                    Bytes.wrap(account.getBytes(StandardCharsets.UTF_8)),
                    value == null ? null : value.toBytes(),
                    0,
                    Position.emptyPosition());
        }
        changed.clear();
    }

    @Override
    public void clearCache() {
        changed.clear();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<String, Slices> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void flush() {
        // Nothing is kept outside of the heap and the changelog.
    }

    @Override
    public void close() {
        slices.clear();
        changed.clear();
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
