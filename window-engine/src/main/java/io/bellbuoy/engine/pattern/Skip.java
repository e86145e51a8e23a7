package io.bellbuoy.engine.pattern;

/** Which partial matches a match ends, so that one happening does not ring many times. */
public enum Skip {
    /** All that began at or before the last event of the match: no event is in two matches. */
    PAST_LAST_EVENT,
    /** All that began at the same event: each event is the first of one match at most. */
    TO_NEXT,
    /** None: every match counts. */
    NONE
}
