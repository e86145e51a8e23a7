package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.Arrays;

/**
 * Counts by the number of a bucket, of which the highest {@value QuantileSketch#BUCKETS} that hold values are told apart:
 * the counts of lower ones are in the lowest of those. Which they are depends on the buckets alone, not on the order in
 * which counts were merged. Immutable.
 */
final class Buckets {

    static final Buckets NONE = new Buckets(new int[0], new long[0]);

    /** Ascending. */
    private final int[] numbers;

    private final long[] counts;

    private Buckets(int[] numbers, long[] counts) {
        this.numbers = numbers;
        this.counts = counts;
    }

    static Buckets one(int number) {
        return new Buckets(new int[] {number}, new long[] {1});
    }

    int size() {
        return numbers.length;
    }

    long total() {
        long total = 0;
        for (long count : counts) {
            total = Math.addExact(total, count);
        }
        return total;
    }

    /** The bucket of the value of a rank, counted from 0 at the lowest. */
    int bucketAt(long rank) {
        long left = rank;
        int at = 0;
        while (left >= counts[at]) {
            left -= counts[at++];
        }
        return numbers[at];
    }

    Buckets merge(Buckets other) {
        if (numbers.length == 0) {
            return other;
        }
        if (other.numbers.length == 0) {
            return this;
        }
        int[] bothNumbers = new int[numbers.length + other.numbers.length];
        long[] bothCounts = new long[bothNumbers.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < numbers.length || j < other.numbers.length) {
            int number = Math.min(
                    i < numbers.length ? numbers[i] : Integer.MAX_VALUE,
                    j < other.numbers.length ? other.numbers[j] : Integer.MAX_VALUE);
            long mine = i < numbers.length && numbers[i] == number ? counts[i++] : 0;
            long others = j < other.numbers.length && other.numbers[j] == number ? other.counts[j++] : 0;
            bothNumbers[size] = number;
            bothCounts[size++] = Math.addExact(mine, others);
        }
        return collapsed(bothNumbers, bothCounts, size);
    }

    private static Buckets collapsed(int[] numbers, long[] counts, int size) {
        int from = Math.max(0, size - QuantileSketch.BUCKETS);
        for (int i = 0; i < from; i++) {
            counts[from] = Math.addExact(counts[from], counts[i]);
        }
        return new Buckets(Arrays.copyOfRange(numbers, from, size), Arrays.copyOfRange(counts, from, size));
    }

    void write(StateOutput out) {
        out.writeUnsigned(numbers.length);
        int before = 0;
        for (int i = 0; i < numbers.length; i++) {
            out.writeSigned(numbers[i] - before);
            out.writeUnsigned(counts[i]);
            before = numbers[i];
        }
    }

    static Buckets read(StateInput in) {
        int[] numbers = new int[in.readSize()];
        long[] counts = new long[numbers.length];
        int before = 0;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = before + (int) in.readSigned();
            counts[i] = in.readUnsigned();
            before = numbers[i];
        }
        return numbers.length == 0 ? NONE : new Buckets(numbers, counts);
    }
}
