package io.bellbuoy.events.deadletter;

/** Why a record was dead-lettered; the text of {@link DeadLetterHeaders#FAILURE} is the constant's name. */
public enum FailureClass {
    /** The bytes are not in the stream's format. */
    UNDECODABLE,
    /** Decoded, but against the stream's schema: a field is missing, of the wrong type or out of bounds. */
    INVALID,
    /** The record key is not the value of the stream's key field. */
    KEY_MISMATCH,
    /** The event time lies too far after the Kafka record's timestamp. */
    TOO_FAR_AHEAD,
    /** A rule's condition failed on it, for instance by a division by zero. */
    RULE_FAILED,
    /** The record, or what had to be sent because of it, is larger than its topic allows. */
    TOO_LARGE
}
