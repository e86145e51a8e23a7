package io.bellbuoy.engine.rule;

/** Whether a rule takes effect. */
public enum Mode {
    /** Its alerts are published, with what follows from them. */
    LIVE,
    /** It is evaluated beside the live rules; its alerts go to a topic of their own, and nothing follows from them. */
    SHADOW
}
