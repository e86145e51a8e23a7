package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.event.FieldType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The aggregates that a rule can name, each computed from one or more columns. */
public enum AggregateFunction {
    /** The number of events, or of events whose argument is not null; 0 without data. */
    COUNT(Accumulator.COUNT) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            Object count = states.state(columns[0]);
            return count == null ? BigDecimal.ZERO : BigDecimal.valueOf((Long) count);
        }
    },
    /** The exact sum; 0 without data. */
    SUM(Accumulator.SUM) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            Object sum = states.state(columns[0]);
            return sum == null ? BigDecimal.ZERO : sum;
        }
    },
    /** The mean, rounded half-even to 16 digits; null without data. */
    AVG(Accumulator.SUM, Accumulator.COUNT) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            BigDecimal sum = (BigDecimal) states.state(columns[0]);
            Long count = (Long) states.state(columns[1]);
            return sum == null || count == null ? null : sum.divide(BigDecimal.valueOf(count), DIGITS);
        }
    },
    /** The smallest; null without data. */
    MIN(Accumulator.MIN) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            return states.state(columns[0]);
        }
    },
    /** The largest; null without data. */
    MAX(Accumulator.MAX) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            return states.state(columns[0]);
        }
    },
    /** The sample standard deviation (n - 1), rounded half-even to 16 digits; null with fewer than two values. */
    STDDEV(Accumulator.SUM, Accumulator.SUM_OF_SQUARES, Accumulator.COUNT) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            Long count = (Long) states.state(columns[2]);
            return count == null || count < 2
                    ? null
                    : deviation((BigDecimal) states.state(columns[0]), (BigDecimal) states.state(columns[1]), count);
        }
    },
    /**
     * How many different values there are; 0 without data. The state may be their number, where somebody has counted them. See
     * {@link DistinctValues} for when it is an estimate.
     */
    DISTINCT(Accumulator.DISTINCT) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            Object values = states.state(columns[0]);
            if (values instanceof DistinctValues kept) {
                return BigDecimal.valueOf(kept.count());
            }
            return values == null ? BigDecimal.ZERO : values;
        }
    },
    /** The value of the first event by time, then offset; null without data. */
    FIRST(Accumulator.FIRST) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            Dated first = (Dated) states.state(columns[0]);
            return first == null ? null : first.value();
        }
    },
    /** The value of the last event by time, then offset; null without data. */
    LAST(Accumulator.LAST) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            Dated last = (Dated) states.state(columns[0]);
            return last == null ? null : last.value();
        }
    },
    /**
     * The sum per second of the window's size, or with no argument the number of events per second, rounded half-even to 16
     * digits; 0 without data. The parameter is the size in seconds.
     */
    RATE(Accumulator.SUM) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            Object total = states.state(columns[0]);
            if (total == null) {
                return BigDecimal.ZERO;
            }
            BigDecimal sum = total instanceof Long count ? BigDecimal.valueOf(count) : (BigDecimal) total;
            return sum.divide(Objects.requireNonNull(parameter, "seconds"), DIGITS);
        }
    },
    /**
     * The value that a share of the values does not exceed, within 1 %; null without data. The parameter is the share. See
     * {@link QuantileSketch}.
     */
    QUANTILE(Accumulator.QUANTILES) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            QuantileSketch values = (QuantileSketch) states.state(columns[0]);
            return values == null ? null : values.quantile(Objects.requireNonNull(parameter, "share"));
        }
    },
    /**
     * The most frequent values as text, such as {@code DE=5, FR=2}; null without data. The parameter is how many. See
     * {@link Frequencies} for when they are estimates.
     */
    TOPK(Accumulator.FREQUENCIES) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            Frequencies values = (Frequencies) states.state(columns[0]);
            return values == null
                    ? null
                    : values.topText(
                            Objects.requireNonNull(parameter, "how many").intValueExact());
        }
    },
    /** An aggregate written in Java; its {@link UserColumn} has the result. Rules spell it by its own name. */
    USER(Accumulator.USER) {
        @Override
        @Nullable
        Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter) {
            return states.state(columns[0]);
        }
    };

    /** What results that are no exact decimals are rounded to. */
    static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);

    /** The share that must be left of two numbers after their subtraction so that their errors of 10^-15 do not show. */
    private static final double LEAST_LEFT = 1e-5;

    private final List<Accumulator> columns;

    AggregateFunction(Accumulator... columns) {
        this.columns = List.of(columns);
    }

    /** The columns it needs, in the order that {@link #result} takes them. */
    public List<Accumulator> columns() {
        return columns;
    }

    /**
     * The result of the columns' states.
     *
     * @param columns where its columns are, in the order of {@link #columns()}
     * @param parameter the number that some functions need besides; null for others
     */
    abstract @Nullable Object result(ColumnStates states, int[] columns, @Nullable BigDecimal parameter);

    /**
     * Nearly the result: within one in 10^9 of it; {@link ColumnStates#UNKNOWN} if that is not known without computing it, or
     * there is none. It costs a few divisions of doubles where the result takes those of decimals.
     */
    double approximately(ColumnStates states, int[] columns) {
        return switch (this) {
            case COUNT, SUM, MIN, MAX -> states.number(columns[0]);
            case AVG -> states.number(columns[0]) / states.number(columns[1]);
            case STDDEV -> deviation(states.number(columns[0]), states.number(columns[1]), states.number(columns[2]));
            case DISTINCT ->
                states.state(columns[0]) instanceof DistinctValues values && !values.isEstimate()
                        ? values.count()
                        : states.number(columns[0]);
            case FIRST, LAST, RATE, QUANTILE, TOPK, USER -> ColumnStates.UNKNOWN;
        };
    }

    /** How the result over several parts is bounded by the results over each. */
    Growth growth() {
        return switch (this) {
            case COUNT, SUM -> Growth.SUM;
            case MIN, MAX, AVG -> Growth.PEAK;
            case STDDEV, DISTINCT, FIRST, LAST, RATE, QUANTILE, TOPK, USER -> Growth.UNBOUNDED;
        };
    }

    /** What a result over several parts does not exceed. */
    enum Growth {
        /** The sum of those results over the parts that are not negative. */
        SUM,
        /** The largest of the results over the parts. */
        PEAK,
        /** Nothing that is known. */
        UNBOUNDED
    }

    /** The name as rules spell it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an argument of that type makes sense. */
    public boolean takes(FieldType argument) {
        return switch (this) {
            case COUNT, DISTINCT, FIRST, LAST, TOPK, USER -> true;
            case SUM, AVG, STDDEV, RATE, QUANTILE -> argument == FieldType.DECIMAL || argument == FieldType.BOOLEAN;
            case MIN, MAX -> argument != FieldType.STRING;
        };
    }

    /** The type of the result for an argument of that type; null for no argument. */
    public FieldType resultType(@Nullable FieldType argument) {
        return switch (this) {
            case FIRST, LAST -> Objects.requireNonNull(argument, "argument");
            case TOPK -> FieldType.STRING;
            case MIN, MAX -> argument == FieldType.TIMESTAMP ? FieldType.TIMESTAMP : FieldType.DECIMAL;
            default -> FieldType.DECIMAL;
        };
    }

    /** Of doubles the difference may be all error: then it is not known. */
    private static double deviation(double sum, double squares, double count) {
        double numerator = count * squares - sum * sum;
        boolean isKnown = count >= 2 && numerator > LEAST_LEFT * count * squares;
        return isKnown ? Math.sqrt(numerator / (count * (count - 1))) : ColumnStates.UNKNOWN;
    }

    // The exact form of the textbook formula: with exact sums nothing cancels.
    private static BigDecimal deviation(BigDecimal sum, BigDecimal squares, long count) {
        BigDecimal n = BigDecimal.valueOf(count);
        BigDecimal numerator = n.multiply(squares).subtract(sum.multiply(sum));
        BigDecimal variance =
                numerator.divide(n.multiply(n.subtract(BigDecimal.ONE)), new MathContext(34, RoundingMode.HALF_EVEN));
        return variance.sqrt(DIGITS);
    }
}
