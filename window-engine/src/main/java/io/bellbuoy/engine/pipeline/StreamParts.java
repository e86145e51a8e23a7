package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.arrival.EventBuffer;
import io.bellbuoy.engine.arrival.JoinRun;
import io.bellbuoy.engine.arrival.SeenIds;
import io.bellbuoy.engine.arrival.TableRun;
import io.bellbuoy.engine.detector.DetectorRun;
import io.bellbuoy.engine.evaluation.StreamRun;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a task has for one stream.
 *
 * @param index the position of the stream
 * @param maxFuture how far an event's time may lie beyond its record's timestamp, in milliseconds, or {@link #UNLIMITED}
 * @param seenIds remembers ids; null if the stream is not deduplicated
 * @param table the table that it fills; null if it fills none
 * @param onArrival what is evaluated at once
 * @param atWatermark what is evaluated in the order of time
 * @param buffer where events wait for the watermark; null if nothing waits
 * @param detectors the detectors that see its events
 * @param joins the joins of its events on arrival
 * @param joinsInOrder the joins of its events in the order of time
 * @param lifts the rules that ring on arrival whose blocks its events lift
 * @param liftsInOrder the exact rules whose blocks its events lift
 * @param forwarding sends its events to the stages behind; null if none needs them
 */
record StreamParts(
        int index,
        StreamSpec spec,
        long maxFuture,
        @Nullable SeenIds seenIds,
        @Nullable TableRun table,
        StreamRun onArrival,
        StreamRun atWatermark,
        @Nullable EventBuffer buffer,
        List<DetectorRun<?>> detectors,
        List<JoinRun> joins,
        List<JoinRun> joinsInOrder,
        Set<String> lifts,
        Set<String> liftsInOrder,
        @Nullable Forwarding forwarding) {

    static final long UNLIMITED = Long.MAX_VALUE;

    /** Whether an event's time lies too far beyond its record's timestamp to be believed. */
    boolean isTooFarAhead(Event event) {
        return maxFuture != UNLIMITED && event.time() - event.source().timestamp() > maxFuture;
    }
}
