package io.bellbuoy.engine.pipeline;

import java.util.stream.LongStream;

/**
 * The seeds of the model-based tests of windows: one by {@code -Dtest.seed=17}, more by {@code -Dtest.cases=100000}. A case is
 * one rule or feature over one random run; usually there are more than 10,000 of them.
 */
final class Seeds {

    private static final long USUAL_CASES = 10_000;

    private Seeds() {}

    /** The seeds of a test that has so many where there are 10,000 cases in all. */
    static LongStream upTo(long usual) {
        Long one = Long.getLong("test.seed");
        return one == null
                ? LongStream.range(0, Math.max(1, usual * Long.getLong("test.cases", USUAL_CASES) / USUAL_CASES))
                : LongStream.of(one);
    }
}
