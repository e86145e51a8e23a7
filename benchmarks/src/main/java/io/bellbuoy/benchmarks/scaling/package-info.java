/** What Bellbuoy's throughput depends on: threads, rules, windows that overlap, keys, stages. */
@NullMarked
package io.bellbuoy.benchmarks.scaling;

import org.jspecify.annotations.NullMarked;
