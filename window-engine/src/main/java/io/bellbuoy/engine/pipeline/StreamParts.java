package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.rule.StreamSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a task has for one stream.
 *
 * @param index the position of the stream
 * @param seenIds remembers ids; null if the stream is not deduplicated
 * @param onArrival what is evaluated at once
 * @param atWatermark what is evaluated in the order of time
 * @param buffer where events wait for the watermark; null if nothing waits
 */
record StreamParts(
        int index,
        StreamSpec spec,
        @Nullable SeenIds seenIds,
        StreamRun onArrival,
        StreamRun atWatermark,
        @Nullable EventBuffer buffer) {}
