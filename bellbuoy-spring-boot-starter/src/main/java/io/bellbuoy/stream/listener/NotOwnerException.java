package io.bellbuoy.stream.listener;

/** This instance does not process the partition of a key, or not yet. */
public final class NotOwnerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int partition;

    NotOwnerException(int partition) {
        super(
                "Partition " + partition + " is not processed by this instance at the moment. Ask its owner.",
                null,
                false,
                false);
        this.partition = partition;
    }

    /** The partition that holds the key. */
    public int partition() {
        return partition;
    }
}
