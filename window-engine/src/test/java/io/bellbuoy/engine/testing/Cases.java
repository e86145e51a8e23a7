package io.bellbuoy.engine.testing;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * The cases of a class of model-based tests: their seeds, their random numbers, and how many there were, which is printed
 * behind the class. One seed is repeated by {@code -Dtest.seed=17}; there are ten times as many with
 * {@code -Dtest.cases=100000}. A failure says the seed that repeats it.
 */
public final class Cases implements BeforeEachCallback, AfterAllCallback, TestExecutionExceptionHandler {

    private static final long USUAL = 10_000;
    private static final int NONE = -1;

    private final boolean whole;
    private long begun;
    private long seed;
    private int run;

    private Cases(boolean whole) {
        this.whole = whole;
    }

    /**
     * Cases of all there is between event and result: random events in random order, in random batches, with crashes and
     * restores at random places, against a model. They are added up over all classes.
     */
    public static Cases ofPipelines() {
        return new Cases(true);
    }

    /** Cases of a part of the engine. */
    public static Cases ofParts() {
        return new Cases(false);
    }

    /** Whether it is one case that is repeated, so that nothing can be said about all of them. */
    public static boolean isRepeated() {
        return Long.getLong("test.seed") != null;
    }

    /** The seeds of a test that has so many where {@code test.cases} is not set. */
    public LongStream seeds(long usual) {
        Long one = Long.getLong("test.seed");
        return one == null
                ? LongStream.range(0, Math.max(1, usual * Long.getLong("test.cases", USUAL) / USUAL))
                : LongStream.of(one);
    }

    /** Counts a case, one of those of a seed, and returns its random numbers. */
    public Random begin(long seed, int run) {
        this.seed = seed;
        this.run = run;
        begun++;
        return random(seed, 1 + run);
    }

    /** The random numbers of a seed that all its cases share. */
    public static Random random(long seed) {
        return random(seed, 0);
    }

    /** The random numbers of a seed for its rules. */
    public static Random ofRules(long seed) {
        return random(seed, -1);
    }

    /** Random numbers for one of several uses of a seed; those of neighbours have nothing in common. */
    private static Random random(long seed, int use) {
        return new Random(mixed(mixed(seed) + use));
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): {@link Random} begins alike for near seeds. */
    private static long mixed(long seed) {
        long bits = seed + 0x9E3779B97F4A7C15L;
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        run = NONE;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
        if (run == NONE || failure instanceof TestAbortedException) {
            throw failure;
        }
        throw new AssertionError(
                "seed %d, run %d; repeat with -Dtest=%s#%s -Dtest.seed=%d%n%s"
                        .formatted(
                                seed,
                                run,
                                test.getRequiredTestClass().getSimpleName(),
                                test.getRequiredTestMethod().getName(),
                                seed,
                                failure.getMessage()),
                failure);
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,d %s (one seed: -Dtest.seed, more cases: -Dtest.cases)%n",
                tests.getRequiredTestClass().getSimpleName(),
                begun,
                whole ? "cases" : "cases of a part");
        if (whole) {
            tests.getRoot()
                    .getStore(Namespace.create(Cases.class))
                    .computeIfAbsent(Total.class)
                    .cases
                    .addAndGet(begun);
        }
    }

    /** Says at the end of all tests how many cases there were. */
    static final class Total implements AutoCloseable {

        final AtomicLong cases = new AtomicLong();

        @Override
        public void close() {
            System.out.printf(Locale.ROOT, "Model-based tests: %,d cases of whole pipelines%n", cases.get());
        }
    }
}
