package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.condition.Guard;
import io.bellbuoy.engine.event.FieldType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The guards that rules have on one value, by what the value is: which rules it lets pass is one search among the literals
 * of all of them, made up at the start. Sets of rules are bits by their positions. Immutable.
 */
abstract class Mesh {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final Map<Integer, List<Guard>> guards;
    private final int words;
    /** The rules that have a guard here. */
    private final long[] guarded;

    private final long[] none;
    private final long[] every;

    private Mesh(Map<Integer, List<Guard>> guards, int rules) {
        this.guards = guards;
        this.words = words(rules);
        this.guarded = new long[words];
        guards.keySet().forEach(rule -> set(guarded, rule));
        this.none = passing(null);
        this.every = new long[words];
        Arrays.fill(every, -1);
    }

    /**
     * The guards on a value.
     *
     * @param guards those of each rule, by its position; all of values of one type
     * @param rules the number of rules
     */
    static Mesh of(Map<Integer, List<Guard>> guards, int rules) {
        FieldType type = guards.values().iterator().next().get(0).type();
        return switch (type) {
            case DECIMAL -> new Numbers(guards, rules);
            case STRING -> new Texts(guards, rules);
            case BOOLEAN -> new Truths(guards, rules);
            case TIMESTAMP -> throw new IllegalArgumentException("No guard is on a timestamp.");
        };
    }

    /** How many words its sets have. */
    final int words() {
        return words;
    }

    /** How many words hold a bit for each rule. */
    static int words(int rules) {
        return (rules + Long.SIZE - 1) / Long.SIZE;
    }

    static void set(long[] bits, int rule) {
        bits[rule / Long.SIZE] |= 1L << rule;
    }

    static void remove(long[] bits, int rule) {
        bits[rule / Long.SIZE] &= ~(1L << rule);
    }

    /** Takes from a set what another does not have. */
    static void retain(long[] bits, long[] others) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] &= others[i];
        }
    }

    /** Adds to a set what another has. */
    static void add(long[] bits, long[] others) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= others[i];
        }
    }

    /** Whether one of these rules has a guard here. */
    final boolean concerns(long[] rules) {
        for (int i = 0; i < words; i++) {
            if ((rules[i] & guarded[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The rules that a value lets pass, those without a guard here among them; null is no data. Not to be changed. */
    final long[] let(@Nullable Object value) {
        return value == null ? none : letPresent(value);
    }

    abstract long[] letPresent(Object value);

    /**
     * As {@link #let} for a number that is known to within one in 10^9.
     *
     * @param number {@link Double#NaN} if it is not known
     * @return null if that is not enough to tell
     */
    long @Nullable [] letNearly(double number) {
        return null;
    }

    /**
     * The rules that some number up to a ceiling lets pass, or no data.
     *
     * @param ceiling may be too small by one in 10^9
     */
    long[] letUpTo(double ceiling) {
        return every;
    }

    /** How many rules have a guard here. */
    final int size() {
        return guards.size();
    }

    /** The rules that a value lets pass, by asking each guard. */
    final long[] passing(@Nullable Object value) {
        long[] passing = new long[words];
        for (int i = 0; i < words; i++) {
            passing[i] = ~guarded[i];
        }
        guards.forEach((rule, all) -> {
            if (all.stream().allMatch(guard -> guard.admits(value))) {
                set(passing, rule);
            }
        });
        return passing;
    }

    final TreeSet<BigDecimal> numbers() {
        TreeSet<BigDecimal> numbers = new TreeSet<>();
        guards.values()
                .forEach(all -> all.forEach(guard -> guard.literals().forEach(it -> numbers.add((BigDecimal) it))));
        return numbers;
    }

    final TreeSet<String> texts() {
        TreeSet<String> texts = new TreeSet<>();
        guards.values().forEach(all -> all.forEach(guard -> guard.literals().forEach(it -> texts.add((String) it))));
        return texts;
    }

    /** Numbers between two neighbouring literals are alike. */
    private static final class Numbers extends Mesh {

        /** More than the errors of numbers that are known nearly, and of literals as doubles. */
        private static final double TOLERANCE = 2e-9;

        private final BigDecimal[] literals;
        private final double[] nearly;
        /** At 2 i those that are let pass below literal i and above the one before, at 2 i + 1 by the literal itself. */
        private final long[][] passing;
        /** By how many literals a ceiling reaches: those that some number up to there lets pass. */
        private final long[][] upTo;

        Numbers(Map<Integer, List<Guard>> guards, int rules) {
            super(guards, rules);
            this.literals = numbers().toArray(BigDecimal[]::new);
            this.passing = new long[2 * literals.length + 1][];
            for (int i = 0; i < passing.length; i++) {
                passing[i] = passing(sample(i));
            }
            this.nearly =
                    Arrays.stream(literals).mapToDouble(BigDecimal::doubleValue).toArray();
            this.upTo = new long[literals.length + 1][];
            for (int reached = 0; reached < upTo.length; reached++) {
                upTo[reached] = passing(null);
                for (int i = 0; i <= 2 * reached; i++) {
                    add(upTo[reached], passing[i]);
                }
            }
        }

        private BigDecimal sample(int i) {
            int literal = i / 2;
            if (literals.length == 0) {
                return BigDecimal.ZERO;
            }
            if (i % 2 == 1) {
                return literals[literal];
            }
            if (literal == 0) {
                return literals[0].subtract(BigDecimal.ONE);
            }
            return literal == literals.length
                    ? literals[literal - 1].add(BigDecimal.ONE)
                    : literals[literal - 1].add(literals[literal]).divide(TWO);
        }

        @Override
        long[] letPresent(Object value) {
            int found = Arrays.binarySearch(literals, (BigDecimal) value);
            return passing[found >= 0 ? 2 * found + 1 : 2 * (-found - 1)];
        }

        @Override
        long @Nullable [] letNearly(double number) {
            double error = Math.abs(number) * TOLERANCE;
            int below = reachedBy(number - error);
            boolean isBetween = below == reachedBy(number + error) && !Double.isNaN(number);
            // Zero has no error, and may be a literal itself.
            boolean isLiteral = below > 0 && nearly[below - 1] == number;
            return isBetween && !isLiteral ? passing[2 * below] : null;
        }

        @Override
        long[] letUpTo(double ceiling) {
            return upTo[reachedBy(ceiling + Math.abs(ceiling) * TOLERANCE)];
        }

        /** How many literals a number is not below; all for one that is not known. */
        private int reachedBy(double number) {
            int low = 0;
            int high = nearly.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (number < nearly[middle]) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    /** Texts that equal no literal are alike. */
    private static final class Texts extends Mesh {

        private final Map<String, long[]> passing = new HashMap<>();
        private final long[] others;

        Texts(Map<Integer, List<Guard>> guards, int rules) {
            super(guards, rules);
            texts().forEach(text -> passing.put(text, passing(text)));
            this.others = passing(String.join("|", texts()) + "|");
        }

        @Override
        long[] letPresent(Object value) {
            long[] known = passing.get(value);
            return known == null ? others : known;
        }
    }

    private static final class Truths extends Mesh {

        private final long[] ofTrue;
        private final long[] ofFalse;

        Truths(Map<Integer, List<Guard>> guards, int rules) {
            super(guards, rules);
            this.ofTrue = passing(true);
            this.ofFalse = passing(false);
        }

        @Override
        long[] letPresent(Object value) {
            return (Boolean) value ? ofTrue : ofFalse;
        }
    }
}
