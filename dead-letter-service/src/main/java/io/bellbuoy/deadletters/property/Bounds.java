package io.bellbuoy.deadletters.property;

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
}
