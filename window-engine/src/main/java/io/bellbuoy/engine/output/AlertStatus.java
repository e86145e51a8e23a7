package io.bellbuoy.engine.output;

/** Where an alert stands. */
public enum AlertStatus {
    /** It rings. */
    FIRING,
    /** Late data or the window's close changed its values. */
    REVISED,
    /** The condition does not hold after all. */
    RETRACTED
}
