package io.bellbuoy.events.alert;

/** How urgent an alert is, least first. A rule states it; it is no part of the alert's identity. */
public enum Severity {
    /** Worth knowing. */
    LOW,
    /** Worth a look within the day. */
    MEDIUM,
    /** Worth a look now. */
    HIGH,
    /** Someone is woken. */
    CRITICAL
}
