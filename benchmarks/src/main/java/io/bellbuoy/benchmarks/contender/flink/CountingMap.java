package io.bellbuoy.benchmarks.contender.flink;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Behind the source, in its thread: counts records, and tells the meter of those that a complete checkpoint covers. */
final class CountingMap
        implements MapFunction<Tuple3<String, Long, Long>, Tuple3<String, Long, Long>>,
                CheckpointedFunction,
                CheckpointListener {

    private static final long serialVersionUID = 1;

    private final String meter;
    private transient TreeMap<Long, Long> countAt;
    private transient long count;
    private transient long told;

    /** @param meter the name of {@link Meters} under which the meter is */
    CountingMap(String meter) {
        this.meter = meter;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        countAt = new TreeMap<>();
    }

    @Override
    public Tuple3<String, Long, Long> map(Tuple3<String, Long, Long> payment) {
        count++;
        return payment;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        countAt.put(context.getCheckpointId(), count);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        Map.Entry<Long, Long> covered = countAt.floorEntry(checkpoint);
        if (covered != null) {
            long records = covered.getValue() - told;
            told = covered.getValue();
            countAt.headMap(checkpoint, true).clear();
            Meters.named(meter).checkpointed(records);
        }
    }
}
