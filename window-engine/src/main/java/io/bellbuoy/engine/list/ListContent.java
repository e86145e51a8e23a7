package io.bellbuoy.engine.list;

import io.bellbuoy.engine.rule.ListSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** What a process has read of a list's topic so far. Immutable: the tasks of all threads take it over as it stands. */
public final class ListContent {

    private final Bucket[] buckets;
    private final ListPosition position;

    private ListContent(Bucket[] buckets, ListPosition position) {
        this.buckets = buckets;
        this.position = position;
    }

    /**
     * Nothing so far.
     *
     * @param source the id of the topic, which one of the same name made later does not have
     */
    public static ListContent empty(String source) {
        Bucket[] buckets = new Bucket[Bucket.COUNT];
        Arrays.fill(buckets, Bucket.EMPTY);
        return new ListContent(buckets, new ListPosition(source, List.of()));
    }

    /** The number of entries. */
    public int size() {
        return Arrays.stream(buckets)
                .mapToInt(bucket -> bucket.entries().size())
                .sum();
    }

    /** The id of the topic. */
    public String source() {
        return position.source();
    }

    /** The offset behind the last record read of a partition. */
    public long next(int partition) {
        return position.next(partition);
    }

    Bucket bucket(int number) {
        return buckets[number];
    }

    ListPosition position() {
        return position;
    }

    /** Begins a change of this content; what it is made of stays as it is. */
    public Changes change() {
        return new Changes(this);
    }

    /** Some records, one after the other. Single-threaded, for one use. */
    public static final class Changes {

        private final Bucket[] buckets;
        private final Bucket[] before;
        private final String source;
        private final List<Long> next;

        private Changes(ListContent content) {
            this.before = content.buckets;
            this.buckets = before.clone();
            this.source = content.source();
            this.next = new ArrayList<>(content.position.next());
        }

        /** An entry is on the list, in place of any of that value. */
        public Changes put(ListSpec.Entry entry) {
            own(entry.value()).entries().put(entry.value(), entry);
            return this;
        }

        /** A value is not on the list any more. */
        public Changes remove(String value) {
            own(value).entries().remove(value);
            return this;
        }

        private Bucket own(String value) {
            int number = Bucket.of(value);
            if (buckets[number] == before[number]) {
                buckets[number] = new Bucket(new TreeMap<>(before[number].entries()));
            }
            return buckets[number];
        }

        /** The record at that place was read, whatever it said. */
        public Changes read(int partition, long offset) {
            while (next.size() <= partition) {
                next.add(0L);
            }
            next.set(partition, offset + 1);
            return this;
        }

        /** The content with the changes. */
        public ListContent done() {
            return new ListContent(buckets, new ListPosition(source, next));
        }
    }
}
