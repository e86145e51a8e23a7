package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of pre-aggregated state. States are immutable and mergeable in any order with the same result; null is the
 * state of no data.
 */
public enum Accumulator {
    /** How many values there are; a {@link Long}. */
    COUNT {
        @Override
        Object lift(Object value, long time) {
            return 1L;
        }

        @Override
        Object combine(Object a, Object b) {
            return Math.addExact((Long) a, (Long) b);
        }

        @Override
        public void write(Object state, StateOutput out) {
            out.writeUnsigned((Long) state);
        }

        @Override
        public Object read(StateInput in) {
            return in.readUnsigned();
        }
    },
    /** Their exact sum; a {@link BigDecimal}. */
    SUM {
        @Override
        Object lift(Object value, long time) {
            return decimal(value);
        }

        @Override
        Object combine(Object a, Object b) {
            return ((BigDecimal) a).add((BigDecimal) b);
        }
    },
    /** The exact sum of their squares; a {@link BigDecimal}. */
    SUM_OF_SQUARES {
        @Override
        Object lift(Object value, long time) {
            BigDecimal decimal = decimal(value);
            return decimal.multiply(decimal);
        }

        @Override
        Object combine(Object a, Object b) {
            return ((BigDecimal) a).add((BigDecimal) b);
        }
    },
    /** The smallest; a {@link BigDecimal} or {@link Instant}. */
    MIN {
        @Override
        Object lift(Object value, long time) {
            return ordered(value);
        }

        @Override
        Object combine(Object a, Object b) {
            return compare(a, b) <= 0 ? a : b;
        }
    },
    /** The largest; a {@link BigDecimal} or {@link Instant}. */
    MAX {
        @Override
        Object lift(Object value, long time) {
            return ordered(value);
        }

        @Override
        Object combine(Object a, Object b) {
            return compare(a, b) >= 0 ? a : b;
        }
    },
    /** The different ones; {@link DistinctValues}. */
    DISTINCT(DistinctValues::read) {
        @Override
        Object lift(Object value, long time) {
            return DistinctValues.of(value);
        }

        /** Most values have been there before. */
        @Override
        public @Nullable Object add(@Nullable Object state, @Nullable Object value, long time) {
            boolean isKnown = state != null && value != null && ((DistinctValues) state).holds(value);
            return isKnown ? state : super.add(state, value, time);
        }

        @Override
        Object combine(Object a, Object b) {
            return ((DistinctValues) a).union((DistinctValues) b);
        }
    },
    /** The first by event time, of those of a millisecond the smallest; {@link Dated}. */
    FIRST(Dated::read) {
        @Override
        Object lift(Object value, long time) {
            return new Dated(time, value);
        }

        @Override
        Object combine(Object a, Object b) {
            return ((Dated) a).compareTo((Dated) b) <= 0 ? a : b;
        }
    },
    /** The last by event time, of those of a millisecond the largest; {@link Dated}. */
    LAST(Dated::read) {
        @Override
        Object lift(Object value, long time) {
            return new Dated(time, value);
        }

        @Override
        Object combine(Object a, Object b) {
            return ((Dated) a).compareTo((Dated) b) >= 0 ? a : b;
        }
    },
    /** The distribution of numbers; {@link QuantileSketch}. */
    QUANTILES(QuantileSketch::read) {
        @Override
        Object lift(Object value, long time) {
            return QuantileSketch.of(decimal(value));
        }

        @Override
        Object combine(Object a, Object b) {
            return ((QuantileSketch) a).merge((QuantileSketch) b);
        }
    },
    /** How often each value occurs; {@link Frequencies}. */
    FREQUENCIES(Frequencies::read) {
        @Override
        Object lift(Object value, long time) {
            return Frequencies.of(value, time);
        }

        @Override
        Object combine(Object a, Object b) {
            return ((Frequencies) a).merge((Frequencies) b);
        }
    },
    /** What an aggregate written in Java keeps; the value is lifted by its {@link UserColumn}, which also reads a state from its {@link StateInput}. */
    USER(StateInput::readBlock) {
        @Override
        Object lift(Object value, long time) {
            return value;
        }

        @Override
        Object combine(Object a, Object b) {
            return UserColumn.merge(a, b);
        }
    };

    private final Function<StateInput, @Nullable Object> reader;

    /** Its states are values as events have them. */
    Accumulator() {
        this(StateInput::readValue);
    }

    Accumulator(Function<StateInput, @Nullable Object> reader) {
        this.reader = reader;
    }

    /**
     * The state of one value, which is not null.
     *
     * @param time the time of its event, epoch milliseconds
     */
    abstract Object lift(Object value, long time);

    abstract Object combine(Object a, Object b);

    /**
     * The state after one more value; a null value changes nothing.
     *
     * @param time the time of its event, epoch milliseconds
     */
    public @Nullable Object add(@Nullable Object state, @Nullable Object value, long time) {
        return value == null ? state : merge(state, lift(value, time));
    }

    /** The state of the values of both. */
    public @Nullable Object merge(@Nullable Object a, @Nullable Object b) {
        if (a == null) {
            return b;
        }
        return b == null ? a : combine(a, b);
    }

    /** Writes a state that is not null. */
    public void write(Object state, StateOutput out) {
        if (state instanceof StoredState stored) {
            stored.write(out);
        } else {
            out.writeValue(state);
        }
    }

    /** Reads what {@link #write} wrote. */
    public Object read(StateInput in) {
        Object value = reader.apply(in);
        if (value == null) {
            throw new StateFormatException("The state of " + this + " has no value.");
        }
        return value;
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return (BigDecimal) value;
    }

    private static Object ordered(Object value) {
        return value instanceof Instant ? value : decimal(value);
    }

    private static int compare(Object a, Object b) {
        if (a instanceof BigDecimal x) {
            BigDecimal y = (BigDecimal) b;
            int order = x.compareTo(y);
            // 0.1 and 0.10 are equal: take the one with fewer digits, so that the order of arrival does not show.
            return order != 0 ? order : Integer.compare(x.scale(), y.scale());
        }
        return ((Instant) a).compareTo((Instant) b);
    }
}
