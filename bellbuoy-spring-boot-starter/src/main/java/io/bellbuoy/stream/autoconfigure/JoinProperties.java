package io.bellbuoy.stream.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A join of two streams: each pair of events of the same key that are near in time is an event of a stream of the join's
 * name.
 *
 * @param left a stream or another join
 * @param right a stream or another join
 * @param by the field that is the record key of both; default: the key of {@code left}
 * @param before how much earlier than the left event the right one may be; default: not at all
 * @param after how much later than the left event the right one may be; default: not at all
 * @param allowedLateness how far behind the watermark an event may be that still finds its partners; default:
 *     {@code bellbuoy.defaults.allowed-lateness}
 */
record JoinProperties(
        @Nullable String left,
        @Nullable String right,
        @Nullable String by,
        @Nullable TimeSpan before,
        @Nullable TimeSpan after,
        @Nullable TimeSpan allowedLateness) {}
