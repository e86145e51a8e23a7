package io.bellbuoy.deadletters.headers;

import org.jspecify.annotations.Nullable;

/**
 * The record that failed, as the headers of its dead letter name it.
 *
 * @param topic the topic it was read from, at most 249 characters
 * @param partition its partition; null if unknown
 * @param offset its offset, not negative; null if unknown, as for a failure that no single record caused
 * @param timestamp its Kafka timestamp in milliseconds since 1970 UTC, within the years 1 to 9999; null if unknown
 * @param group the consumer group that failed on it; null if unknown
 */
public record Origin(
        String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable Long timestamp,
        @Nullable String group) {}
