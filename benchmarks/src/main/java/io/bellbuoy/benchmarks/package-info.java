/**
 * Bellbuoy measured beside other systems on one machine: {@code generate} makes the input and counts what must ring, {@code
 * contender} holds the systems, each run in a JVM of its own that {@code measure} watches, {@code report} makes tables of
 * it, {@code run} leads through a benchmark, {@code cli} is the command.
 */
@NullMarked
package io.bellbuoy.benchmarks;

import org.jspecify.annotations.NullMarked;
