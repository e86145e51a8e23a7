package io.bellbuoy.engine.rule;

/** What a scorecard says of an event, mildest first. */
public enum Outcome {
    /** The score is below the scorecard's {@code review}. */
    ALLOW,
    /** The score has reached {@code review} but not {@code block}. */
    REVIEW,
    /** The score has reached {@code block}. */
    BLOCK
}
