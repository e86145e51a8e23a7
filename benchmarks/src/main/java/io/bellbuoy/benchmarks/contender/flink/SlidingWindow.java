package io.bellbuoy.benchmarks.contender.flink;

import io.bellbuoy.benchmarks.contender.HighValue;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** The job as the window API has it: an incremental sum in each of the windows that overlap, and a filter as they close. */
final class SlidingWindow {

    private SlidingWindow() {}

    static SingleOutputStreamOperator<Tuple4<String, Long, Long, Long>> alerts(
            KeyedStream<Tuple3<String, Long, Long>, String> payments) {
        return payments.window(SlidingEventTimeWindows.of(HighValue.SIZE, HighValue.EVERY))
                .aggregate(new Sum(), new AboveBound());
    }

    private static final class Sum implements AggregateFunction<Tuple3<String, Long, Long>, Long, Long> {

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Tuple3<String, Long, Long> payment, Long total) {
            return total + payment.f1;
        }

        @Override
        public Long getResult(Long total) {
            return total;
        }

        @Override
        public Long merge(Long a, Long b) {
            return a + b;
        }
    }

    private static final class AboveBound
            extends ProcessWindowFunction<Long, Tuple4<String, Long, Long, Long>, String, TimeWindow> {

        @Override
        public void process(
                String account,
                Context context,
                Iterable<Long> totals,
                Collector<Tuple4<String, Long, Long, Long>> out) {
            long total = totals.iterator().next();
            if (total > HighValue.BOUND_CENTS) {
                long end = context.window().getEnd();
                out.collect(Tuple4.of(account, end, total, end));
            }
        }
    }
}
