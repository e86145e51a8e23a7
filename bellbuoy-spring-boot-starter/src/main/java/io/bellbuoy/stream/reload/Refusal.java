package io.bellbuoy.stream.reload;

import java.time.Instant;

/**
 * Rules that were refused.
 *
 * @param at when they were
 * @param reason why, and what is allowed
 */
public record Refusal(Instant at, String reason) {}
