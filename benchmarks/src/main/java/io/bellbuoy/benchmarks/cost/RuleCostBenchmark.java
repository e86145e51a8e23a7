package io.bellbuoy.benchmarks.cost;

import io.bellbuoy.benchmarks.draw.FraudRules;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time of one event in a task, by the number of its rules. Public and not final, as JMH wants it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RuleCostBenchmark {

    /** Rules as a fraud team has them, instead of many of one kind. */
    static final String DRAWN = "DRAWN";

    /** A {@link RuleLoad.Window}, or {@link #DRAWN}. */
    @Param({"SLIDING", "TRAILING", DRAWN})
    public String window = "SLIDING";

    /** How many rules. */
    @Param({"1", "10", "100"})
    public int rules = 1;

    /** Whether each rule sums a field of its own. */
    @Param({"false", "true"})
    public boolean distinct = false;

    /** Draws the rules. */
    @Param("42")
    public long seed = 42;

    private Load load = new RuleLoad(1, RuleLoad.Window.SLIDING, false);

    /** Fills the windows of all accounts. */
    @Setup
    public void fill() {
        load = window.equals(DRAWN)
                ? new DrawnLoad(FraudRules.draw(rules, seed), seed)
                : new RuleLoad(rules, RuleLoad.Window.valueOf(window), distinct);
        load.fill();
    }

    /** One event. */
    @Benchmark
    public void event() {
        load.next();
    }
}
