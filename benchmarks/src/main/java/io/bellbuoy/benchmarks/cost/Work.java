package io.bellbuoy.benchmarks.cost;

/** Something that is done again and again. Single-threaded. */
@FunctionalInterface
interface Work {

    /** Does it once. */
    Object once();
}
