/** Measurements as a table and as JSON, with medians and ratios. */
@NullMarked
package io.bellbuoy.benchmarks.report;

import org.jspecify.annotations.NullMarked;
