package io.bellbuoy.engine.rule;

/** When an event is evaluated. */
public enum Evaluate {
    /** At once, with what has arrived: the lowest latency. */
    ON_ARRIVAL,
    /** When the watermark has passed the event's time, in event-time order: exact under disorder. */
    AT_WATERMARK
}
