package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.contender.Slices;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** The slices of the accounts of one task. Single-threaded. */
interface SliceStore {

    /** Its name among the stores of the topology. */
    String NAME = "slices";

    /** What there is of an account. */
    @Nullable
    Slices get(String account);

    /** Keeps what has changed. */
    void put(String account, Slices slices);

    /** Removes what no open window holds any more. */
    void removeClosed(long watermark);

    /** A kind of store. */
    interface Kind {

        StoreBuilder<? extends StateStore> builder();

        /** The store of a processor. */
        SliceStore of(ProcessorContext<?, ?> context);
    }
}
