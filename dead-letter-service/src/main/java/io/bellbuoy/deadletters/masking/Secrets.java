package io.bellbuoy.deadletters.masking;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was found in sensitive places of a dead letter, to be hidden wherever else it is quoted. */
public final class Secrets {

    /** Shorter ones say little, and would riddle every text. */
    private static final int SHORTEST = 3;

    /** Nothing is hidden. */
    public static final Secrets NONE = new Secrets(List.of());

    private final List<String> longestFirst;

    private Secrets(List<String> longestFirst) {
        this.longestFirst = longestFirst;
    }

    /** These texts; those of less than three characters are left out. */
    public static Secrets of(Collection<String> texts) {
        return new Secrets(texts.stream()
                .filter(text -> text.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** These, and another text, which may be null. */
    public Secrets and(@Nullable String another) {
        return another == null
                ? this
                : of(Stream.concat(longestFirst.stream(), Stream.of(another)).toList());
    }

    /** A text without them; null if there was none. */
    public @Nullable String without(@Nullable String text) {
        String masked = text;
        for (String secret : longestFirst) {
            masked = masked == null ? null : masked.replace(secret, TopicMask.MASK);
        }
        return masked;
    }
}
