package io.bellbuoy.stream.state;

/**
 * What is in a partition.
 *
 * @param start its first offset
 * @param end the offset after its last record, also of open transactions
 */
record LogBounds(long start, long end) {

    boolean contains(long offset) {
        return offset >= start && offset <= end;
    }
}
