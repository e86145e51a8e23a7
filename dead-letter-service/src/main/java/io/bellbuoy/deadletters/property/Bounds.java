package io.bellbuoy.deadletters.property;

import java.time.Duration;

/** Refuses what a property may not be. */
public final class Bounds {

    private Bounds() {}

    /**
     * Requires that a property is within its bounds.
     *
     * @param property its name behind {@code bellbuoy.deadletters.}
     * @param allowed what it may be, as in {@code 0 to 1}
     * @throws IllegalArgumentException if it is not; the message names all of these
     */
    public static void require(boolean holds, String property, Object found, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "bellbuoy.deadletters." + property + " is " + found + "; it must be " + allowed + ".");
        }
    }

    /**
     * Requires that a duration is within its bounds, both of them included.
     *
     * @param property its name behind {@code bellbuoy.deadletters.}
     * @throws IllegalArgumentException if it is not; the message names all of these
     */
    public static void requireWithin(String property, Duration found, Duration least, Duration most) {
        boolean holds = found.compareTo(least) >= 0 && found.compareTo(most) <= 0;
        require(holds, property, found, least + " to " + most);
    }
}
