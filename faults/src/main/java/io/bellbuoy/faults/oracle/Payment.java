package io.bellbuoy.faults.oracle;

/**
 * A payment.
 *
 * @param time event time, epoch milliseconds
 * @param cents the amount
 */
record Payment(String id, String account, long time, long cents) {}
