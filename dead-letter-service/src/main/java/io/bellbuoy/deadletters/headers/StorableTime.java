package io.bellbuoy.deadletters.headers;

/** Times as PostgreSQL and ISO-8601 take them, in milliseconds since 1970 UTC. */
public final class StorableTime {

    /** 0001-01-01T00:00:00Z, from which on both agree. */
    public static final long EARLIEST = -62_135_596_800_000L;

    /** 9999-12-31T23:59:59.999Z. */
    public static final long LATEST = 253_402_300_799_999L;

    private StorableTime() {}
}
