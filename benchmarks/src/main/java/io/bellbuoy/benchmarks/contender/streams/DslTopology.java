package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.contender.HighValue;
import io.bellbuoy.benchmarks.contender.Job;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The job as the DSL has it: a hopping window, a sum, a filter. Its cache joins the updates of a window between two commits;
 * those above the bound go through a small store that lets the first of each window pass.
 */
final class DslTopology implements Shape {

    private static final String RUNG = "rung";

    @Override
    public Topology topology(Job job, InputEnd end) {
        TimeWindows windows = TimeWindows.ofSizeAndGrace(HighValue.SIZE, HighValue.OUT_OF_ORDERNESS)
                .advanceBy(HighValue.EVERY);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        job.topic(),
                        Consumed.with(Serdes.String(), Spending.serde()).withTimestampExtractor(new Spending.Time()))
                .processValues(() -> new CommitAtEnd(end))
                .groupByKey(Grouped.with(Serdes.String(), Spending.serde()))
                .windowedBy(windows)
                .aggregate(
                        () -> 0L,
                        (account, spending, total) -> total + spending.cents(),
                        Materialized.with(Serdes.String(), Serdes.Long()))
                .toStream()
                .filter((window, total) -> total > HighValue.BOUND_CENTS)
                .processValues(new OnceAWindow())
                .process(Alerts::new)
                .to(job.alertTopic(), Produced.with(Serdes.String(), Serdes.ByteArray()));
        return builder.build();
    }

    private static final class CommitAtEnd extends ContextualFixedKeyProcessor<String, Spending, Spending> {

        private final InputEnd end;

        CommitAtEnd(InputEnd end) {
            this.end = end;
        }

        @Override
        public void process(FixedKeyRecord<String, Spending> record) {
            context().forward(record);
            context().recordMetadata().filter(end::isLast).ifPresent(last -> context()
                    .commit());
        }
    }

    private static final class OnceAWindow implements FixedKeyProcessorSupplier<Windowed<String>, Long, Long> {

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.windowStoreBuilder(
                    Stores.persistentWindowStore(RUNG, HighValue.SIZE.multipliedBy(2), HighValue.SIZE, false),
                    Serdes.String(),
                    Serdes.Long()));
        }

        @Override
        public FixedKeyProcessor<Windowed<String>, Long, Long> get() {
            return new ContextualFixedKeyProcessor<>() {
                private WindowStore<String, Long> rung;

                @Override
                public void init(FixedKeyProcessorContext<Windowed<String>, Long> context) {
                    super.init(context);
                    rung = context.getStateStore(RUNG);
                }

                @Override
                public void process(FixedKeyRecord<Windowed<String>, Long> record) {
                    String account = record.key().key();
                    long start = record.key().window().start();
                    if (rung.fetch(account, start) == null) {
                        rung.put(account, record.value(), start);
                        context().forward(record);
                    }
                }
            };
        }
    }

    private static final class Alerts extends ContextualProcessor<Windowed<String>, Long, String, byte[]> {

        private final HighValue rule = new HighValue();

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            super.init(context);
        }

        @Override
        public void process(Record<Windowed<String>, Long> record) {
            String account = record.key().key();
            long end = record.key().window().end();
            byte[] alert = rule.alert(account, end, record.value(), record.timestamp());
            context().forward(new Record<>(account, alert, record.timestamp()));
        }
    }
}
