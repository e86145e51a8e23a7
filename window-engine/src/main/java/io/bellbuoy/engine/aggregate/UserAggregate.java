package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate written in Java, which rules and features use by its name as they use {@code sum}: {@code name(expression)}.
 * Its states are merged in any order and grouping, so they must obey the laws that
 * {@code io.bellbuoy.engine.testing.AggregateLaws} checks: merging is associative and commutative, the empty state changes
 * nothing, and a state survives its binary form. Must be pure: no clock, no random numbers, no I/O, no fields that change.
 *
 * <p>An exception while an event is counted makes it a dead letter that names the rule; one while a window closes makes a
 * dead letter that describes the window.
 *
 * @param <S> the type of its state; states are never null and are not changed after they were returned
 */
public interface UserAggregate<S> {

    /** The name that rules use: a letter, then letters and digits; none of the built-in aggregates'. */
    String name();

    /**
     * A version that changes when its results or the form of its state would: part of the identity of alerts, and of the
     * name of stored state, which begins anew when it changes.
     */
    String version();

    /** Whether an argument of that type makes sense. */
    boolean takes(FieldType argument);

    /** The type of the result for an argument of a type that it takes. */
    FieldType resultType(FieldType argument);

    /** The state of no values. */
    S create();

    /**
     * The state after one more value.
     *
     * @param value a {@link java.math.BigDecimal}, {@link String}, {@link Boolean} or {@link java.time.Instant}, by the type
     *     of the argument; never null, since an event without a value does not count
     */
    S add(S state, Object value);

    /** The state of the values of both. */
    S merge(S a, S b);

    /** The result, of the class of {@link #resultType}; null for no data. Also asked of the state of no values. */
    @Nullable
    Object result(S state);

    /** Writes a state in its binary form. Must not fail: it runs when a batch is committed, with no event to blame. */
    void encode(S state, StateOutput out);

    /** Reads what {@link #encode} wrote. */
    S decode(StateInput in);
}
