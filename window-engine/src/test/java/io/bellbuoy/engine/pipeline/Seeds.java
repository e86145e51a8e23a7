package io.bellbuoy.engine.pipeline;

import java.util.stream.LongStream;

/** The seeds of random tests: one by {@code -Dtest.seed=17}, more by {@code -Dtest.seeds=1000}. */
final class Seeds {

    private Seeds() {}

    /** The seeds of a test that has so many unless it is told otherwise. */
    static LongStream upTo(long usual) {
        Long one = Long.getLong("test.seed");
        return one == null ? LongStream.range(0, Long.getLong("test.seeds", usual)) : LongStream.of(one);
    }
}
