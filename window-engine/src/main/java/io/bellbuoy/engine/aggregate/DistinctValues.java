package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The different values of a column: exact up to {@value #EXACT_LIMIT}, above that a HyperLogLog sketch of 4,096 buckets
 * with a relative standard error of about 1.6 % (Flajolet et al. 2007, as in Apache DataSketches). Immutable. Whether
 * the sketch is used depends on the set of values alone, not on their order.
 */
public final class DistinctValues implements StoredState {

    /** How many different values are kept exactly. */
    public static final int EXACT_LIMIT = 512;

    private static final int LOG2_BUCKETS = 12;

    private final @Nullable TreeSet<String> exact;
    private final byte @Nullable [] sketch;

    private DistinctValues(@Nullable TreeSet<String> exact, byte @Nullable [] sketch) {
        this.exact = exact;
        this.sketch = sketch;
    }

    static DistinctValues of(Object value) {
        TreeSet<String> one = new TreeSet<>();
        one.add(text(value));
        return new DistinctValues(one, null);
    }

    /** The text that stands for a value: equal numbers have equal texts. */
    static String text(Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().toPlainString()
                : value.toString();
    }

    /** Whether {@link #count()} is an estimate. */
    public boolean isEstimate() {
        return sketch != null;
    }

    /** How many different values there are. */
    public long count() {
        // The composite estimate reads the buckets alone; the default one also reads the history of updates.
        return exact != null ? exact.size() : Math.round(hll().getCompositeEstimate());
    }

    DistinctValues union(DistinctValues other) {
        if (exact != null && other.exact != null) {
            TreeSet<String> both = new TreeSet<>(exact);
            both.addAll(other.exact);
            return both.size() <= EXACT_LIMIT
                    ? new DistinctValues(both, null)
                    : new DistinctValues(null, sketchOf(both));
        }
        Union union = new Union(LOG2_BUCKETS);
        union.update(hll());
        union.update(other.hll());
        return new DistinctValues(null, union.getResult(TgtHllType.HLL_8).toCompactByteArray());
    }

    private HllSketch hll() {
        byte[] bytes = exact != null ? sketchOf(exact) : Objects.requireNonNull(sketch);
        return HllSketch.heapify(Memory.wrap(bytes));
    }

    private static byte[] sketchOf(TreeSet<String> values) {
        HllSketch hll = new HllSketch(LOG2_BUCKETS, TgtHllType.HLL_8);
        values.forEach(hll::update);
        return hll.toCompactByteArray();
    }

    @Override
    public void write(StateOutput out) {
        if (exact != null) {
            out.writeUnsigned(exact.size());
            exact.forEach(out::writeText);
        } else {
            out.writeUnsigned(0);
            out.writeBytes(Objects.requireNonNull(sketch));
        }
    }

    static DistinctValues read(StateInput in) {
        int size = in.readSize();
        if (size == 0) {
            return new DistinctValues(null, in.readBytes());
        }
        TreeSet<String> values = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            values.add(in.readText());
        }
        return new DistinctValues(values, null);
    }
}
