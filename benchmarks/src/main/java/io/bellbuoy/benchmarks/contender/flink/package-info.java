/** The job in Flink: a sliding window, and a process function with slices, each on two kinds of state. */
@NullMarked
package io.bellbuoy.benchmarks.contender.flink;

import org.jspecify.annotations.NullMarked;
