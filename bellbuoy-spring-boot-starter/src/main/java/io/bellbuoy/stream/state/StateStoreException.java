package io.bellbuoy.stream.state;

/**
 * The local store cannot be read or written. Drop the partition and restore it: a store whose files are damaged is marked so
 * and set aside then.
 */
public final class StateStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean corrupt;

    StateStoreException(String message, boolean corrupt, Throwable cause) {
        super(message, cause);
        this.corrupt = corrupt;
    }

    /** Whether its files are damaged, so that only a rebuild helps. */
    public boolean isCorrupt() {
        return corrupt;
    }
}
