package io.bellbuoy.quickstart.generate;

/** What is wrong with a generated record on purpose, since real streams are like that. */
public enum Defect {
    /** Nothing. */
    NONE,
    /** The same record as one a moment before. */
    DUPLICATE,
    /** An event that comes long after its windows are closed. */
    LATE,
    /** JSON that breaks off. */
    UNDECODABLE,
    /** An amount below zero. */
    NEGATIVE_AMOUNT,
    /** A record key that is not the event's account. */
    KEY_MISMATCH,
    /** A time an hour after the record's own. */
    TOO_FAR_AHEAD;

    /** Whether a service must send the record to its dead-letter topic. */
    public boolean isDeadLetter() {
        return ordinal() >= UNDECODABLE.ordinal();
    }
}
