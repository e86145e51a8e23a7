package io.bellbuoy.engine.pattern;

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
        if (min < 1 || min > MAX || max < min || (max > MAX && max != UNBOUNDED)) {
            throw new PatternException(
                    "times",
                    text(min, max),
                    "numbers from 1 to " + MAX + ", the smaller one first, as in 3, 2..5 or 3+");
        }
    }

    /**
     * Reads {@code 3}, {@code 2..5} or {@code 3+}.
     *
     * @throws PatternException if the text has another form, or the numbers are out of range
     */
    public static Times parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new PatternException(
                    "times", "'" + text + "'", "a number, a range or a minimum, as in 3, 2..5 or 3+");
        }
        int min = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) != null) {
            return new Times(min, UNBOUNDED);
        }
        return new Times(min, matcher.group(3) == null ? min : Integer.parseInt(matcher.group(3)));
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
