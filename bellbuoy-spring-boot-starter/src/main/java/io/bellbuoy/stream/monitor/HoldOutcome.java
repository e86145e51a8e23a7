package io.bellbuoy.stream.monitor;

/** What becomes of a partition that came with newer rules than those of this instance. */
public enum HoldOutcome {
    /** It began to wait for them. */
    HELD,
    /** This instance got other rules, and goes on by them. */
    CAUGHT_UP,
    /** None came in time: it goes back to those of this instance. */
    WENT_BACK
}
