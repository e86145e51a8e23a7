package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * How often each value occurs: exact up to {@value #EXACT_LIMIT} different values, above that from a sample of the
 * occurrences. The sample of level n keeps about one occurrence of 2^n, chosen by a hash of value and event time, and the
 * level is the lowest at which the sample has no more than {@value #EXACT_LIMIT} different values: adaptive sampling
 * (Flajolet, "On adaptive sampling", 1990), of occurrences instead of values, so that frequent values stay. Level and
 * sample depend on values and times alone, not on their order or grouping. A value's occurrences of one millisecond are in
 * the sample together or not at all. A value with s occurrences in the sample has a relative standard error of about
 * 1 / sqrt(s). Immutable.
 */
final class Frequencies implements StoredState {

    /** How many different values are counted exactly. */
    static final int EXACT_LIMIT = 1_024;

    /** A sample of this level is as good as empty: a hash has 64 bits. */
    private static final int LAST_LEVEL = 62;

    private final int level;
    /** For each value how many of its occurrences belong to the sample of each level and of none above it. */
    private final TreeMap<String, long[]> occurrences;

    private Frequencies(int level, TreeMap<String, long[]> occurrences) {
        this.level = level;
        this.occurrences = occurrences;
    }

    /** One occurrence at an event time, epoch milliseconds. */
    static Frequencies of(Object value, long time) {
        String text = DistinctValues.text(value);
        int highest = Math.min(LAST_LEVEL, Long.numberOfTrailingZeros(hash(text, time)));
        long[] levels = new long[highest + 1];
        levels[highest] = 1;
        TreeMap<String, long[]> one = new TreeMap<>();
        one.put(text, levels);
        return new Frequencies(0, one);
    }

    /** FNV-1a over the characters, then the time, spread by the finaliser of SplitMix64. */
    private static long hash(String text, long time) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = spread(hash) + time * 0x9e3779b97f4a7c15L;
        return spread(hash);
    }

    private static long spread(long value) {
        long next = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        next = (next ^ next >>> 27) * 0x94d049bb133111ebL;
        return next ^ next >>> 31;
    }

    /** Whether the frequencies are estimates. */
    boolean isEstimate() {
        return level > 0;
    }

    Frequencies merge(Frequencies other) {
        int both = Math.max(level, other.level);
        TreeMap<String, long[]> merged = level == both ? new TreeMap<>(occurrences) : above(both, occurrences);
        addAbove(both, other.occurrences, merged);
        while (merged.size() > EXACT_LIMIT && both < LAST_LEVEL) {
            both++;
            int next = both;
            merged.values().removeIf(levels -> levels.length <= next);
        }
        return new Frequencies(both, both == Math.max(level, other.level) ? merged : above(both, merged));
    }

    private static TreeMap<String, long[]> above(int level, TreeMap<String, long[]> of) {
        TreeMap<String, long[]> kept = new TreeMap<>();
        addAbove(level, of, kept);
        return kept;
    }

    /** Adds the occurrences that belong to the sample of a level. */
    private static void addAbove(int level, TreeMap<String, long[]> of, TreeMap<String, long[]> to) {
        of.forEach((text, levels) -> {
            if (levels.length > level) {
                to.merge(text, cut(level, levels), Frequencies::sum);
            }
        });
    }

    private static long[] cut(int level, long[] levels) {
        long[] kept = levels.clone();
        Arrays.fill(kept, 0, level, 0);
        return kept;
    }

    private static long[] sum(long[] a, long[] b) {
        long[] longer = (a.length >= b.length ? a : b).clone();
        long[] shorter = a.length >= b.length ? b : a;
        for (int i = 0; i < shorter.length; i++) {
            longer[i] = Math.addExact(longer[i], shorter[i]);
        }
        return longer;
    }

    /** A value and how often it occurs. */
    record Frequency(String value, long count) {}

    /** The most frequent values, most frequent first, those of equal frequency in the order of their text. */
    List<Frequency> top(int size) {
        List<Frequency> all = new ArrayList<>();
        for (Map.Entry<String, long[]> entry : occurrences.entrySet()) {
            long count = 0;
            for (long each : entry.getValue()) {
                count = Math.addExact(count, each);
            }
            all.add(new Frequency(entry.getKey(), count << level));
        }
        all.sort(Comparator.comparingLong(Frequency::count).reversed().thenComparing(Frequency::value));
        return all.subList(0, Math.min(size, all.size()));
    }

    /** The most frequent values as text: {@code DE=5, FR=2}, or {@code DE~640, FR~320} for estimates. */
    String topText(int size) {
        StringJoiner text = new StringJoiner(", ");
        top(size).forEach(one -> text.add(one.value() + (isEstimate() ? "~" : "=") + one.count()));
        return text.toString();
    }

    @Override
    public void write(StateOutput out) {
        out.writeUnsigned(level);
        out.writeUnsigned(occurrences.size());
        occurrences.forEach((text, levels) -> {
            out.writeText(text);
            out.writeUnsigned(levels.length - level);
            for (int i = level; i < levels.length; i++) {
                out.writeUnsigned(levels[i]);
            }
        });
    }

    static Frequencies read(StateInput in) {
        int level = in.readByte();
        TreeMap<String, long[]> occurrences = new TreeMap<>();
        for (int left = in.readSize(); left > 0; left--) {
            String text = in.readText();
            long[] levels = new long[level + in.readSize()];
            for (int i = level; i < levels.length; i++) {
                levels[i] = in.readUnsigned();
            }
            occurrences.put(text, levels);
        }
        return new Frequencies(level, occurrences);
    }
}
