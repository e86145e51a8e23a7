package io.bellbuoy.events.decision;

/** What a list does to the decision on an event that is on it. */
public enum ListEffect {
    /** The outcome is {@link Outcome#ALLOW}, unless another list denies. */
    ALLOW,
    /** The outcome is {@link Outcome#BLOCK}. */
    DENY
}
