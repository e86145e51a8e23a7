package io.bellbuoy.benchmarks.cost;

/** A task with rules, and an endless row of events for it. */
interface Load {

    /** Goes on until there is as much state as there usually is. */
    void fill();

    /** Takes the next event through the task, and commits after each thousandth. */
    void next();
}
