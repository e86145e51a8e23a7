package io.bellbuoy.faults.oracle;

/**
 * A payment.
 *
 * @param approved whether its status says so; what is sent much later than it happened has another
 * @param time event time, epoch milliseconds
 * @param cents the amount
 */
record Payment(String id, String account, String merchant, boolean approved, long time, long cents) {}
