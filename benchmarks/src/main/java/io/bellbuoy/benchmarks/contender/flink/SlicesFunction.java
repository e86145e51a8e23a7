package io.bellbuoy.benchmarks.contender.flink;

import io.bellbuoy.benchmarks.contender.Slices;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** A function written by hand: slices by account, a timer a minute in which an account spends, to forget it in the end. */
final class SlicesFunction
        extends KeyedProcessFunction<String, Tuple3<String, Long, Long>, Tuple4<String, Long, Long, Long>> {

    private transient ValueState<Slices> state;

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("slices", SlicesSerializer.INSTANCE));
    }

    @Override
    public void processElement(
            Tuple3<String, Long, Long> payment, Context context, Collector<Tuple4<String, Long, Long, Long>> out)
            throws IOException {
        TimerService timers = context.timerService();
        Slices known = state.value();
        Slices slices = known == null ? new Slices() : known;
        long endBefore = known == null ? Long.MIN_VALUE : known.end();
        slices.add(
                payment.f2,
                payment.f1,
                timers.currentWatermark(),
                (end, total) -> out.collect(Tuple4.of(payment.f0, end, total, payment.f2)));
        if (slices.end() != endBefore) {
            timers.registerEventTimeTimer(slices.end());
        }
        state.update(slices);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Tuple4<String, Long, Long, Long>> out)
            throws IOException {
        Slices slices = state.value();
        if (slices != null && slices.end() <= time) {
            state.clear();
        }
    }
}
