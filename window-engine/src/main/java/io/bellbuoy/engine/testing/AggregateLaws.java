package io.bellbuoy.engine.testing;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The laws that an aggregate obeys, so that its results do not depend on the order of events, on how they are grouped in
 * slices, or on a restart. To be called from a test with values of the kind that events hold:
 *
 * <pre>{@code AggregateLaws.check(new GeometricMean(), List.of(new BigDecimal("1.5"), new BigDecimal("8")), 1);}</pre>
 *
 * <p>States are compared by their results. Each round takes some of the values, in an order and grouping of its own; the
 * rounds follow from the seed.
 */
public final class AggregateLaws<S> {

    private static final int ROUNDS = 100;

    private final UserAggregate<S> aggregate;
    private final List<?> values;
    private final long seed;
    private long random;

    private AggregateLaws(UserAggregate<S> aggregate, List<?> values, long seed) {
        this.aggregate = aggregate;
        this.values = values;
        this.seed = seed;
        this.random = seed;
    }

    /**
     * Checks all laws.
     *
     * @param values some values of one type, at least one; better many, with equal ones and extremes among them
     * @param seed decides what is tried
     * @throws AssertionError if a law is broken; the message says which, and the seed
     */
    public static <S> void check(UserAggregate<S> aggregate, List<?> values, long seed) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("The laws need at least one value.");
        }
        AggregateLaws<S> laws = new AggregateLaws<>(aggregate, values, seed);
        for (int round = 0; round < ROUNDS; round++) {
            laws.round();
        }
    }

    private void round() {
        List<Object> chosen = choose();
        int first = below(chosen.size() + 1);
        int second = first + below(chosen.size() - first + 1);
        S a = stateOf(chosen.subList(0, first));
        S b = stateOf(chosen.subList(first, second));
        S c = stateOf(chosen.subList(second, chosen.size()));
        byte[] before = encoded(a);
        @Nullable Object all = aggregate.result(stateOf(chosen));

        require("the empty state changes nothing", aggregate.result(a), aggregate.result(merge(a, aggregate.create())));
        require("the empty state changes nothing", aggregate.result(a), aggregate.result(merge(aggregate.create(), a)));
        require("merging is commutative", aggregate.result(merge(a, b)), aggregate.result(merge(b, a)));
        require("merging states is adding their values", all, aggregate.result(merge(merge(a, b), c)));
        require("merging is associative", all, aggregate.result(merge(a, merge(b, c))));
        S restored = decoded(before);
        require("a state survives its binary form", aggregate.result(a), aggregate.result(restored));
        require("a state read again merges as before", all, aggregate.result(merge(merge(restored, b), c)));
        shuffle(chosen);
        require("the order of values does not show", all, aggregate.result(stateOf(chosen)));
        if (!Arrays.equals(before, encoded(a))) {
            throw broken("a state is not changed after it was returned", "other bytes");
        }
    }

    private S merge(S a, S b) {
        return aggregate.merge(a, b);
    }

    private S stateOf(List<Object> of) {
        S state = aggregate.create();
        for (Object value : of) {
            state = aggregate.add(state, value);
        }
        return state;
    }

    private byte[] encoded(S state) {
        StateOutput out = new StateOutput();
        aggregate.encode(state, out);
        return out.toByteArray();
    }

    private S decoded(byte[] bytes) {
        StateInput in = new StateInput(bytes);
        S state = aggregate.decode(in);
        if (!in.isAtEnd()) {
            throw broken("a state survives its binary form", "bytes left over");
        }
        return state;
    }

    private void require(String law, @Nullable Object expected, @Nullable Object found) {
        boolean same = expected instanceof BigDecimal a && found instanceof BigDecimal b
                ? a.compareTo(b) == 0
                : Objects.equals(expected, found);
        if (!same) {
            throw broken(law, found + " instead of " + expected);
        }
    }

    private AssertionError broken(String law, String found) {
        return new AssertionError(
                "Aggregate '" + aggregate.name() + "' breaks the law '" + law + "': " + found + "; seed " + seed + ".");
    }

    // ---- what is tried

    private List<Object> choose() {
        List<Object> chosen = new ArrayList<>();
        for (int left = below(2 * Math.min(values.size(), 40) + 1); left > 0; left--) {
            chosen.add(values.get(below(values.size())));
        }
        return chosen;
    }

    private void shuffle(List<Object> chosen) {
        for (int i = chosen.size() - 1; i > 0; i--) {
            int other = below(i + 1);
            Object moved = chosen.set(other, chosen.get(i));
            chosen.set(i, moved);
        }
    }

    /** SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere for a seed. */
    private int below(int bound) {
        random += 0x9e3779b97f4a7c15L;
        long next = (random ^ random >>> 30) * 0xbf58476d1ce4e5b9L;
        next = (next ^ next >>> 27) * 0x94d049bb133111ebL;
        return (int) Long.remainderUnsigned(next ^ next >>> 31, bound);
    }
}
