package io.bellbuoy.benchmarks.measure;

import org.jspecify.annotations.Nullable;

/**
 * How a system that has just started came to its first commit of input.
 *
 * @param sinceOpening seconds since before its consumers were made
 * @param sinceAssignment seconds since it was first assigned partitions; null if it is not told
 */
public record FirstCommit(double sinceOpening, @Nullable Double sinceAssignment) {}
