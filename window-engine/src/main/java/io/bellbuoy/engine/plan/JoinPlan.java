package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A compiled join: the stream that it makes, and where its fields come from. Immutable. */
public final class JoinPlan {

    private final JoinSpec spec;
    private final StreamSpec stream;
    private final int[] left;
    private final int[] right;

    /**
     * @param stream the joined stream, whose first field is the key
     * @param left the positions of the left event's fields that follow, in order
     * @param right the positions of the right event's fields that follow those
     */
    JoinPlan(JoinSpec spec, StreamSpec stream, int[] left, int[] right) {
        this.spec = spec;
        this.stream = stream;
        this.left = left;
        this.right = right;
    }

    /** Its declaration. */
    public JoinSpec spec() {
        return spec;
    }

    /** The stream of its pairs. */
    public StreamSpec stream() {
        return stream;
    }

    /** Whether a stream is one of its sides. */
    public boolean joins(String name) {
        return spec.left().equals(name) || spec.right().equals(name);
    }

    /** The fields that are kept of an event of one side, by which it is joined later. */
    public int[] positions(boolean isLeft) {
        return isLeft ? left.clone() : right.clone();
    }

    /** The values of a pair, from the key and the kept fields of both sides. */
    public @Nullable Object[] values(String key, @Nullable Object[] leftValues, @Nullable Object[] rightValues) {
        @Nullable Object[] values = Arrays.copyOf(new Object[] {key}, 1 + left.length + right.length);
        System.arraycopy(leftValues, 0, values, 1, left.length);
        System.arraycopy(rightValues, 0, values, 1 + left.length, right.length);
        return values;
    }

    /** A text that changes when stored events can no longer serve it. */
    String layout() {
        return spec.left() + " with " + spec.right() + " by " + spec.by();
    }
}
