package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The different values of a column: exact up to {@value #EXACT_LIMIT}, above that a HyperLogLog sketch of 4,096 buckets
 * with a relative standard error of about 1.6 % (Flajolet et al. 2007, as in Apache DataSketches). Immutable. Whether
 * the sketch is used depends on the set of values alone, not on their order. Trailing windows, of which every event is kept,
 * have no need of it: they count.
 */
public final class DistinctValues implements StoredState {

    /** How many different values are kept exactly. */
    public static final int EXACT_LIMIT = 512;

    private static final int LOG2_BUCKETS = 12;

    /** Ascending. */
    private final String @Nullable [] exact;

    /** Of exact ones it is made when they are first merged into one; never changed. */
    private @Nullable HllSketch sketch;

    private DistinctValues(String @Nullable [] exact, @Nullable HllSketch sketch) {
        this.exact = exact;
        this.sketch = sketch;
    }

    static DistinctValues of(Object value) {
        return new DistinctValues(new String[] {text(value)}, null);
    }

    /** The text that stands for a value: equal numbers have equal texts. */
    public static String text(Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().toPlainString()
                : value.toString();
    }

    /** Whether {@link #count()} is an estimate. */
    public boolean isEstimate() {
        return exact == null;
    }

    /** How many different values there are. */
    public long count() {
        // The composite estimate reads the buckets alone; the default one also reads the history of updates.
        return exact != null ? exact.length : Math.round(hll().getCompositeEstimate());
    }

    /** Whether a value is one of them for sure; a sketch does not know. */
    boolean holds(Object value) {
        return exact != null && Arrays.binarySearch(exact, text(value)) >= 0;
    }

    DistinctValues union(DistinctValues other) {
        if (exact != null && other.exact != null) {
            return exact.length >= other.exact.length ? with(exact, other.exact) : other.with(other.exact, exact);
        }
        Union union = new Union(LOG2_BUCKETS);
        union.update(hll());
        union.update(other.hll());
        return new DistinctValues(null, union.getResult(TgtHllType.HLL_8));
    }

    /** These values, and some more; mostly there are none among them that are not here already. */
    private DistinctValues with(String[] these, String[] more) {
        int fresh = 0;
        for (String value : more) {
            fresh += Arrays.binarySearch(these, value) < 0 ? 1 : 0;
        }
        if (fresh == 0) {
            return this;
        }
        String[] both = new String[these.length + fresh];
        int i = 0;
        int j = 0;
        for (int at = 0; at < both.length; at++) {
            int order = i == these.length ? 1 : j == more.length ? -1 : these[i].compareTo(more[j]);
            both[at] = order <= 0 ? these[i] : more[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return both.length <= EXACT_LIMIT ? new DistinctValues(both, null) : new DistinctValues(null, sketchOf(both));
    }

    private HllSketch hll() {
        HllSketch known = sketch;
        if (known == null) {
            known = sketchOf(Objects.requireNonNull(exact));
            sketch = known;
        }
        return known;
    }

    private static HllSketch sketchOf(String[] values) {
        HllSketch hll = new HllSketch(LOG2_BUCKETS, TgtHllType.HLL_8);
        for (String value : values) {
            hll.update(value);
        }
        return hll;
    }

    @Override
    public void write(StateOutput out) {
        if (exact != null) {
            out.writeUnsigned(exact.length);
            for (String value : exact) {
                out.writeText(value);
            }
        } else {
            out.writeUnsigned(0);
            out.writeBytes(Objects.requireNonNull(sketch).toCompactByteArray());
        }
    }

    static DistinctValues read(StateInput in) {
        int size = in.readSize();
        if (size == 0) {
            return new DistinctValues(null, HllSketch.heapify(Memory.wrap(in.readBytes())));
        }
        String[] values = new String[size];
        for (int i = 0; i < size; i++) {
            values[i] = in.readText();
        }
        return new DistinctValues(values, null);
    }
}
