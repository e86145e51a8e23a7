package io.bellbuoy.deadletters.edit;

/**
 * Something in an edit that is not allowed.
 *
 * @param path where, as in {@code $.customer.cards[0].limit}; {@code $} for the whole value, {@code reason} for the reason
 * @param found what is there, shortened
 * @param allowed what may be there
 */
public record Violation(String path, String found, String allowed) {

    @Override
    public String toString() {
        return path + " is " + found + "; it must be " + allowed + ".";
    }
}
