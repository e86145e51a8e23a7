package io.bellbuoy.deadletters.store;

/**
 * Rows that were really inserted: those of one topic and group, written within one minute.
 *
 * @param minute the beginning of the minute, in milliseconds since 1970 UTC
 * @param count how many, at least one
 * @param first the earliest timestamp, in milliseconds since 1970 UTC
 * @param last the latest one
 */
record Tally(String topic, String fingerprint, long minute, long count, long first, long last) {}
