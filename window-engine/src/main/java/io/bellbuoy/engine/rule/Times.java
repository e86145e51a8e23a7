package io.bellbuoy.engine.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a step occurs in a row. For no occurrence at all a step is marked optional.
 *
 * @param min at least so often, 1 to {@value #MAX}
 * @param max at most so often, {@code min} to {@value #MAX}, or {@link #UNBOUNDED}
 */
public record Times(int min, int max) {

    /** The largest number that can be asked for; a count over a window is the better rule above it. */
    public static final int MAX = 100;

    /** A maximum that is not reached. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Exactly one occurrence. */
    public static final Times ONCE = new Times(1, 1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:(\\+)|\\.\\.(\\d{1,9}))?");

    public Times {
        if (!isAllowed(min, max)) {
            throw new IllegalArgumentException("times=" + text(min, max) + " must be " + allowed() + ".");
        }
    }

    /**
     * Reads {@code 3}, {@code 2..5} or {@code 3+}.
     *
     * @param owner whose it is, as {@code rule 'card-testing'}
     * @param property the property as it is spelt in a declaration
     * @throws RuleException if the text has another form, or the numbers are out of range
     */
    public static Times parse(String owner, String property, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new RuleException(
                    owner, property, "'" + text + "'", "a number, a range or a minimum, as in 3, 2..5 or 3+");
        }
        int min = Integer.parseInt(matcher.group(1));
        int max = matcher.group(3) == null ? min : Integer.parseInt(matcher.group(3));
        if (matcher.group(2) != null) {
            max = UNBOUNDED;
        }
        if (!isAllowed(min, max)) {
            throw new RuleException(owner, property, text(min, max), allowed());
        }
        return new Times(min, max);
    }

    private static boolean isAllowed(int min, int max) {
        return min >= 1 && min <= MAX && max >= min && (max <= MAX || max == UNBOUNDED);
    }

    private static String allowed() {
        return "numbers from 1 to " + MAX + ", the smaller one first, as in 3, 2..5 or 3+";
    }

    /** Whether there is no maximum. */
    public boolean isUnbounded() {
        return max == UNBOUNDED;
    }

    @Override
    public String toString() {
        return text(min, max);
    }

    private static String text(int min, int max) {
        if (max == UNBOUNDED) {
            return min + "+";
        }
        return min == max ? Integer.toString(min) : min + ".." + max;
    }
}
