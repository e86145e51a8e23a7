package io.bellbuoy.benchmarks.contender.flink;

import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** A way to write the job. Streams are of tuples, which Flink serializes fastest. */
@FunctionalInterface
interface Shape {

    /**
     * The alerts, each once.
     *
     * @param payments account, cents, event time
     * @return account, end of the window, cents, event time
     */
    SingleOutputStreamOperator<Tuple4<String, Long, Long, Long>> alerts(
            KeyedStream<Tuple3<String, Long, Long>, String> payments);
}
