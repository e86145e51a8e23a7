package io.bellbuoy.events.action;

/** What happens to the account. */
public enum ActionType {
    /** Its payments are to be refused from now on. */
    BLOCK,
    /** A block is over. */
    RELEASE
}
