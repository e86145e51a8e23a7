package io.bellbuoy.events.alert;

/** What a revision of an alert says about it. */
public enum AlertStatus {
    /** The condition holds. */
    FIRING,
    /** The condition still holds, but late data or the close of the window changed the values. */
    REVISED,
    /** The condition does not hold after all; take the alert as never rung. */
    RETRACTED,
    /** The condition held and holds no more. */
    RESOLVED
}
