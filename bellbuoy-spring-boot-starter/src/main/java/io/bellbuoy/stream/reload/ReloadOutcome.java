package io.bellbuoy.stream.reload;

/** What became of a look at the rules. */
public enum ReloadOutcome {
    /** The file is as it was. */
    UNCHANGED,
    /** Its rules are in force. */
    APPLIED,
    /** Its rules cannot run, or cannot follow those in force, which stay. */
    REFUSED,
    /** It could not be read, or the broker did not answer; tried again. */
    FAILED
}
