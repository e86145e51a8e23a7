package io.bellbuoy.benchmarks.generate;

/**
 * One event of the input.
 *
 * @param number counts from 0 in the order of emission
 * @param account the number of the account, 0 being the busiest
 * @param cents the amount in hundredths
 * @param time event time, epoch milliseconds
 * @param emitted when it is sent, epoch milliseconds: the record's timestamp
 */
public record Payment(int number, int account, int cents, long time, long emitted) {}
