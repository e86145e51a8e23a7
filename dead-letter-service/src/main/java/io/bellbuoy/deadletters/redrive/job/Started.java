package io.bellbuoy.deadletters.redrive.job;

/**
 * The answer to an order.
 *
 * @param job its id
 * @param isNew false if it was started before, by an order of the same name
 * @param elsewhere how many of what was selected it did not get, when it was started just now
 * @param withoutOrigin how many of them since nobody knows which topic they came from
 */
public record Started(long job, boolean isNew, long elsewhere, long withoutOrigin) {}
