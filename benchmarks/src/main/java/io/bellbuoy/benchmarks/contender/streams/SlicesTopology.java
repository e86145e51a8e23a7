package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.contender.HighValue;
import io.bellbuoy.benchmarks.contender.Job;
import io.bellbuoy.benchmarks.contender.Slices;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A processor written by hand: it keeps slices and rings early, once a window. */
final class SlicesTopology implements Shape {

    /** A scan of all accounts is not cheap, and what has closed does no harm. */
    private static final Duration CLEAN_UP_EVERY = HighValue.SIZE;

    private final SliceStore.Kind kind;

    SlicesTopology(SliceStore.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Topology topology(Job job, InputEnd end) {
        return new Topology()
                .addSource(
                        Topology.AutoOffsetReset.EARLIEST,
                        "payments",
                        new Spending.Time(),
                        new StringDeserializer(),
                        new Spending.Reader(),
                        job.topic())
                .addProcessor("rule", () -> new Rule(kind, end), "payments")
                .addStateStore(kind.builder(), "rule")
                .addSink("alerts", job.alertTopic(), new StringSerializer(), new ByteArraySerializer(), "rule");
    }

    private static final class Rule implements Processor<String, Spending, String, byte[]> {

        private final SliceStore.Kind kind;
        private final InputEnd end;
        private final HighValue rule = new HighValue();

        private ProcessorContext<String, byte[]> context;
        private SliceStore store;

        Rule(SliceStore.Kind kind, InputEnd end) {
            this.kind = kind;
            this.end = end;
        }

        @Override
        public void init(ProcessorContext<String, byte[]> given) {
            context = given;
            store = kind.of(given);
            given.schedule(CLEAN_UP_EVERY, PunctuationType.STREAM_TIME, time -> store.removeClosed(watermark(time)));
        }

        private static long watermark(long streamTime) {
            return streamTime - HighValue.OUT_OF_ORDERNESS.toMillis();
        }

        @Override
        public void process(Record<String, Spending> record) {
            String account = record.key();
            Slices known = store.get(account);
            Slices slices = known == null ? new Slices() : known;
            Spending spending = record.value();
            slices.add(
                    spending.time(),
                    spending.cents(),
                    watermark(context.currentStreamTimeMs()),
                    (until, total) ->
                            context.forward(record.withValue(rule.alert(account, until, total, spending.time()))));
            store.put(account, slices);
            context.recordMetadata().filter(end::isLast).ifPresent(last -> context.commit());
        }
    }
}
