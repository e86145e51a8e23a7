package io.bellbuoy.engine.rule;

/** When a windowed result is emitted. */
public enum Emit {
    /** As soon as the condition first holds, once per rule, key and window. */
    EARLY,
    /** When the watermark passes the window's end. */
    ON_CLOSE,
    /** With every event that changes it. */
    EVERY_UPDATE
}
