package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.contender.Slices;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The store that Kafka Streams offers: RocksDB with a changelog, and its cache in front. */
final class StandardStore implements SliceStore {

    private final KeyValueStore<String, Slices> store;

    private StandardStore(KeyValueStore<String, Slices> store) {
        this.store = store;
    }

    static Kind kind() {
        return new Kind() {
            @Override
            public StoreBuilder<KeyValueStore<String, Slices>> builder() {
                return Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(NAME),
                                Serdes.String(),
                                Serdes.serdeFrom(
                                        (topic, slices) -> slices == null ? null : slices.toBytes(),
                                        (topic, bytes) -> bytes == null ? null : Slices.of(bytes)))
                        .withCachingEnabled();
            }

            @Override
            public SliceStore of(ProcessorContext<?, ?> context) {
                return new StandardStore(context.getStateStore(NAME));
            }
        };
    }

    @Override
    public @Nullable Slices get(String account) {
        return store.get(account);
    }

    @Override
    public void put(String account, Slices slices) {
        store.put(account, slices);
    }

    @Override
    public void removeClosed(long watermark) {
        try (KeyValueIterator<String, Slices> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, Slices> each = all.next();
                if (each.value.end() <= watermark) {
                    store.delete(each.key);
                }
            }
        }
    }
}
