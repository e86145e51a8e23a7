package io.bellbuoy.stream.listener;

/**
 * How many records a batch may have. All that there is, unless batches fail: brokers that take less than the service sends would
 * never take a large batch within the time that a transaction has, however often it is tried. So one that failed is tried again
 * with a quarter of its records. What succeeds doubles up to half of what failed, and from there on grows by an eighth. For one
 * thread.
 */
final class BatchLimit {

    private static final int NONE = Integer.MAX_VALUE;
    /** More than one poll gives. */
    private static final int ENOUGH = 1 << 20;

    private static final int STEP = 8;

    private int most = NONE;
    private int known = NONE;

    /** The most that the next batch may have, at least 1. */
    int most() {
        return most;
    }

    /** Whether there is a limit. */
    boolean isSet() {
        return most != NONE;
    }

    /** A batch of so many records was not committed. One without records could not have had fewer. */
    void failed(int records) {
        if (records == 0) {
            return;
        }
        known = Math.max(1, Math.min(most, records) / 2);
        most = Math.max(1, known / 2);
    }

    /** A batch of so many records was committed: if it had as many as it may, the next may have more. */
    void committed(int records) {
        if (records < most) {
            return;
        }
        if (most >= ENOUGH) {
            most = NONE;
        } else {
            most = most < known ? Math.min(known, most * 2) : most + Math.max(1, most / STEP);
        }
    }
}
