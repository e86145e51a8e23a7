package io.bellbuoy.engine.list;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a list whose values have the same hash. A list is kept in so many parts that a change writes little of
 * it. Immutable.
 *
 * @param entries by value
 */
record Bucket(SortedMap<String, ListSpec.Entry> entries) {

    private static final int BITS = 10;

    /** How many there are of each list; part of the stored form. */
    static final int COUNT = 1 << BITS;

    static final Bucket EMPTY = new Bucket(Collections.emptySortedMap());

    /** The bucket of a value: its hash as {@link String#hashCode()} defines it, spread by Fibonacci hashing. */
    static int of(String value) {
        return value.hashCode() * 0x9E3779B9 >>> Integer.SIZE - BITS;
    }

    /** Without the entries that do not count any more at a watermark. */
    Bucket at(long watermark) {
        if (ends() > watermark) {
            return this;
        }
        SortedMap<String, ListSpec.Entry> left = new TreeMap<>(entries);
        left.values().removeIf(entry -> entry.until() <= watermark);
        return new Bucket(left);
    }

    /** When the first entry ends. */
    private long ends() {
        long ends = ListSpec.NEVER;
        for (ListSpec.Entry entry : entries.values()) {
            ends = Math.min(ends, entry.until());
        }
        return ends;
    }

    @Nullable
    Bucket orNull() {
        return entries.isEmpty() ? null : this;
    }

    /** The cells that hold the buckets of one list; the chunk is the bucket's number. */
    static final class Cells implements CellType<Bucket> {

        private final int id;

        Cells(String list) {
            this.id = AlertIds.number("list", list);
        }

        @Override
        public int id() {
            return id;
        }

        /** An entry ends by the watermark, one without an end when the topic says so. */
        @Override
        public long wakeAt(long chunk, Bucket value) {
            return value.ends();
        }

        @Override
        public void write(Bucket value, StateOutput out) {
            out.writeUnsigned(value.entries().size());
            for (ListSpec.Entry entry : value.entries().values()) {
                out.writeText(entry.value());
                out.writeValue(entry.reason());
                out.writeSigned(entry.until());
                out.writeValue(entry.by());
            }
        }

        @Override
        public Bucket read(StateInput in) {
            SortedMap<String, ListSpec.Entry> entries = new TreeMap<>();
            for (int count = in.readSize(); count > 0; count--) {
                String value = in.readText();
                entries.put(value, new ListSpec.Entry(value, (String) in.readValue(), in.readSigned(), (String)
                        in.readValue()));
            }
            return new Bucket(entries);
        }
    }
}
