package io.bellbuoy.faults.outcome;

/**
 * An outcome and the record that it follows from.
 *
 * @param cause the offset of the input record after which it is due; outcomes of one key follow each other in this order
 */
public record Expectation(Outcome outcome, long cause) {}
