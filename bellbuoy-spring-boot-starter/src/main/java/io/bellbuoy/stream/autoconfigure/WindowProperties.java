package io.bellbuoy.stream.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A window: one of {@code tumbling}, {@code sliding}, {@code trailing}, {@code session} and {@code global}.
 *
 * @param tumbling the size of windows that touch
 * @param sliding the size of windows that overlap
 * @param every the distance of their starts
 * @param trailing the exact last time as of each event
 * @param session the time without events that ends a session
 * @param excludeCurrent whether the current event is left out of a trailing window
 * @param offset by how much tumbling or sliding windows begin later
 * @param zone the time zone whose calendar tumbling or sliding windows follow
 * @param global whether it is one window over all events of a key
 * @param trigger when a global window fires
 * @param ttl how long after its last event a global window forgets a key
 */
record WindowProperties(
        @Nullable WindowSize tumbling,
        @Nullable WindowSize sliding,
        @Nullable WindowSize every,
        @Nullable TimeSpan trailing,
        @Nullable TimeSpan session,
        @Nullable Boolean excludeCurrent,
        @Nullable TimeSpan offset,
        @Nullable String zone,
        @Nullable Boolean global,
        @Nullable TriggerProperties trigger,
        @Nullable TimeSpan ttl) {}
