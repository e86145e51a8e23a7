package io.bellbuoy.deadletters.policy;

/** What a policy does. */
public enum Action {
    /** Redrives, again and again with growing delays, and parks what comes back too often. */
    RETRY,
    /** Puts aside. */
    PARK,
    /** Discards; it can be restored for a time. */
    DISCARD,
    /** Says so in log and meters, and leaves it open. */
    NOTIFY
}
