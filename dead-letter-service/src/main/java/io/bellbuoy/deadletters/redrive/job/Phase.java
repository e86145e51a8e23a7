package io.bellbuoy.deadletters.redrive.job;

/** What is known of the latest batch of a job. The names are stored. */
public enum Phase {
    /** It was sent and observed, or there is none: the next may be claimed. */
    READY,
    /** It is claimed: it may or may not be in Kafka, as the committed offset will tell. */
    SENDING,
    /** It is in Kafka, and watched. */
    OBSERVING,
    /** It may or may not be in Kafka, and the offset that tells is gone: somebody must say. */
    DOUBT
}
