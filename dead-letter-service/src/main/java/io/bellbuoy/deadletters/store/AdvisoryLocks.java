package io.bellbuoy.deadletters.store;

/** The numbers of what this service locks in its database besides rows; nothing else there may have one of them. */
public final class AdvisoryLocks {

    /** Decisions on what is redriven. */
    public static final long ORDERS = 7_332_378_361L;

    /** Looks of policies at what is open. */
    public static final long POLICIES = 7_332_378_362L;

    private AdvisoryLocks() {}
}
