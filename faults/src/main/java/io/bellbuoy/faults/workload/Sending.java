package io.bellbuoy.faults.workload;

import java.time.Instant;

/**
 * A record to be sent.
 *
 * @param timestamp of the record; event time is in the value
 */
public record Sending(String key, byte[] value, Instant timestamp) {}
