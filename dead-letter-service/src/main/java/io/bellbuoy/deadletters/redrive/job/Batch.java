package io.bellbuoy.deadletters.redrive.job;

/**
 * A step of the canary.
 *
 * @param number 1 for the first
 * @param size how many dead letters are in it, without those that were refused
 * @param sent in Kafka, and watched
 * @param succeeded in Kafka, and not back within the time of observation
 * @param returned back as dead letters
 * @param refused not to be sent
 */
public record Batch(int number, long size, long sent, long succeeded, long returned, long refused) {}
