package io.bellbuoy.events.action;

/** Why a block is over. */
public enum ReleaseReason {
    /** The event that lifts it arrived, such as a verification of the account. */
    LIFTED,
    /** Its time is over, in event time. */
    EXPIRED
}
