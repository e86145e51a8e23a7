package io.bellbuoy.engine.pattern;

/** What may lie between an event of a step and the event that was taken before it. */
public enum Contiguity {
    /** Any events that the pattern cannot take at that point: they are skipped. */
    RELAXED,
    /** Nothing: the very next event of the key must match. */
    STRICT
}
