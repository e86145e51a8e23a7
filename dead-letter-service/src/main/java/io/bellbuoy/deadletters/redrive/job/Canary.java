package io.bellbuoy.deadletters.redrive.job;

/** How many dead letters go in a step: 1, 2, 5, 20, 100, and then five times as many each time. */
public final class Canary {

    private static final int[] FIRST = {1, 2, 5, 20, 100};

    private Canary() {}

    /**
     * The size of a batch.
     *
     * @param step 0 for the first
     * @param care whose {@code maxBatch} and {@code rate} it does not exceed: a batch goes at once, and so is at most what
     *     may go in a second
     */
    public static int size(int step, Care care) {
        int largest = Math.min(care.maxBatch(), care.rate());
        long size = FIRST[Math.min(step, FIRST.length - 1)];
        for (int i = FIRST.length; i <= step && size < largest; i++) {
            size *= 5;
        }
        return (int) Math.min(size, largest);
    }
}
