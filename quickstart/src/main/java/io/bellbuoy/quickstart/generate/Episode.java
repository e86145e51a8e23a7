package io.bellbuoy.quickstart.generate;

import java.time.Instant;

/**
 * One fraud: the payments of one scenario on one account.
 *
 * @param number counts from 0 over all scenarios
 * @param start event time of the first labelled payment
 * @param end event time of the last one
 * @param verifies whether the customer verifies the account some time after
 */
public record Episode(int number, Scenario scenario, String accountId, Instant start, Instant end, boolean verifies) {}
