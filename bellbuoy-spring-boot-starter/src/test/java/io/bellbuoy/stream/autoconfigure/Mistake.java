package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * A mistake in a configuration that is right otherwise.
 *
 * @param original what is right
 * @param mistake what is in its place
 * @param parts what the message says of it
 */
record Mistake(String original, String mistake, List<String> parts) {

    static Mistake wrong(String original, String mistake, String... parts) {
        return new Mistake(original, mistake, List.of(parts));
    }

    /** The configuration with the mistake. */
    String in(String valid) {
        assertThat(valid).contains(original);
        return valid.replace(original, mistake);
    }

    @Override
    public String toString() {
        return mistake;
    }
}
