package io.bellbuoy.deadletters.redrive.job;

/** What somebody, or the job itself, has decided about it. The names are stored. */
public enum JobState {
    /** Sends, or will as soon as an instance takes it up. */
    RUNNING,
    /** Sends nothing until it is resumed; keeps what it has claimed. */
    PAUSED,
    /** Ended by itself, for a reason; what was not sent is open again. */
    STOPPED,
    /** Ended by somebody; what was not sent is open again. */
    CANCELLED,
    /** Everything was sent. */
    DONE
}
