package io.bellbuoy.benchmarks.report;

import io.bellbuoy.benchmarks.measure.Measurement;

/**
 * One system's turn in one run.
 *
 * @param run counts from 1; systems of the same run had their turns one after the other
 */
public record RunResult(int run, String system, Measurement measurement) {}
