package io.bellbuoy.benchmarks.cost;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time of one part of an event's way. Public and not final, as JMH wants it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PartsBenchmark {

    /** A {@link Part}. */
    @Param({"DECODE", "DECODE_ALL", "CACHE", "SLICE", "CONDITION", "WRITE", "READ", "ALERT"})
    public Part part = Part.DECODE;

    private Work work = () -> 0;

    /** Prepares the part. */
    @Setup
    public void prepare() {
        work = part.work();
    }

    /** Does it once; what comes out keeps the compiler from leaving it out. */
    @Benchmark
    public Object part() {
        return work.once();
    }
}
