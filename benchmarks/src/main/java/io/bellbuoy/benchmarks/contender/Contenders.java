package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.contender.Contender.Alerts;
import io.bellbuoy.benchmarks.contender.flink.FlinkPass;
import io.bellbuoy.benchmarks.contender.streams.StreamsPass;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All systems, in the order of their turns. */
public final class Contenders {

    /** The one that others are compared with. */
    public static final String BASELINE = "parsing";

    /** Bellbuoy's name. */
    public static final String BELLBUOY = "bellbuoy";

    private static final List<Contender> ALL = List.of(
            plain("polling", () -> new PlainConsumer("polling", job -> value -> {})),
            plain(BASELINE, () -> new PlainConsumer(BASELINE, job -> new FieldParser(job.fields()))),
            new Contender(BELLBUOY, Alerts.EARLY, Libraries.OWN, () -> new BellbuoyPass()),
            streams("streams-dsl", () -> StreamsPass.dsl()),
            streams("streams-slices-rocksdb", () -> StreamsPass.slices()),
            streams("streams-slices-heap", () -> StreamsPass.slicesOnHeap()),
            flink("flink-window-heap", Alerts.ON_CLOSE, () -> FlinkPass.window("hashmap")),
            flink("flink-window-rocksdb", Alerts.ON_CLOSE, () -> FlinkPass.window("rocksdb")),
            flink("flink-slices-heap", Alerts.EARLY, () -> FlinkPass.slices("hashmap")),
            flink("flink-slices-rocksdb", Alerts.EARLY, () -> FlinkPass.slices("rocksdb")));

    private Contenders() {}

    private static Contender plain(String name, Supplier<Pass> pass) {
        return new Contender(name, Alerts.NONE, Libraries.OWN, pass);
    }

    private static Contender streams(String name, Supplier<Pass> pass) {
        return new Contender(name, Alerts.EARLY, Libraries.KAFKA_STREAMS, pass);
    }

    private static Contender flink(String name, Alerts alerts, Supplier<Pass> pass) {
        return new Contender(name, alerts, Libraries.FLINK, pass);
    }

    /** All of them. */
    public static List<Contender> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static Contender named(String name) {
        return ALL.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no system '%s'; there are %s"
                        .formatted(name, ALL.stream().map(Contender::name).collect(Collectors.joining(", ")))));
    }
}
