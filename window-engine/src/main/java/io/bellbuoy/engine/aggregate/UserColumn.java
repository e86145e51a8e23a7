package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The column of an aggregate written in Java. Whatever that throws is an {@link AggregateException}.
 *
 * @param owner the name of the first rule or feature that uses it
 * @param aggregate the aggregate
 * @param resultType the type of its results
 */
public record UserColumn<S>(String owner, UserAggregate<S> aggregate, FieldType resultType) {

    /** A state with its column. */
    private record State<S>(UserColumn<S> column, S state) implements StoredState {

        /** Both states are of one column, of which equal ones are made when rules are compiled again. */
        @SuppressWarnings("unchecked")
        State<S> merge(State<?> other) {
            S others = (S) other.state;
            return column.state(() -> column.aggregate.merge(state, others));
        }

        @Override
        public void write(StateOutput out) {
            StateOutput block = new StateOutput();
            column.aggregate.encode(state, block);
            out.writeBlock(block);
        }
    }

    /** The state of one value, which is not null. */
    public Object lift(Object value) {
        return state(() -> aggregate.add(aggregate.create(), value));
    }

    static Object merge(Object a, Object b) {
        return ((State<?>) a).merge((State<?>) b);
    }

    /**
     * Reads a state.
     *
     * @param block what {@link Accumulator#USER} has read
     */
    public Object read(StateInput block) {
        try {
            return state(() -> aggregate.decode(block));
        } catch (AggregateException e) {
            throw new StateFormatException("A state of the aggregate '" + aggregate.name() + "' is not of its form: "
                    + e.getMessage() + "; give it another version.");
        }
    }

    /** The result of a state; null stands for no data. */
    public @Nullable Object result(@Nullable Object state) {
        return resultOf((State<?>) state);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object resultOf(@Nullable State<?> state) {
        return guarded(() -> {
            Object result = aggregate.result(state == null ? aggregate.create() : (S) state.state);
            if (result != null && !classOf(resultType).isInstance(result)) {
                throw new IllegalStateException(
                        "its result is a " + result.getClass().getName() + ", not a "
                                + classOf(resultType).getName() + " as its type " + resultType + " says");
            }
            return result;
        });
    }

    private static Class<?> classOf(FieldType type) {
        return switch (type) {
            case DECIMAL -> BigDecimal.class;
            case STRING -> String.class;
            case BOOLEAN -> Boolean.class;
            case TIMESTAMP -> Instant.class;
        };
    }

    private State<S> state(Supplier<@Nullable S> step) {
        return guarded(() -> {
            S state = step.get();
            if (state == null) {
                throw new IllegalStateException("a state is null");
            }
            return new State<>(this, state);
        });
    }

    private <T extends @Nullable Object> T guarded(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            throw new AggregateException(owner, aggregate.name(), e);
        }
    }
}
