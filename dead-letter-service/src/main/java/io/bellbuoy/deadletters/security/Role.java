package io.bellbuoy.deadletters.security;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
    /** See groups and dead letters, masked. */
    VIEWER,
    /** See what is masked, search payloads, see the audit, and act on dead letters. */
    OPERATOR,
    /** Change what the others go by. */
    ADMIN
}
