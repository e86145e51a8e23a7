package io.bellbuoy.engine.rule;

/** What becomes of a rule's or feature's state when a change of its declaration makes it useless. */
public enum Restart {
    /** The change is refused. */
    KEEP,
    /** The state is forgotten, and the rule or feature begins without. */
    COLD
}
