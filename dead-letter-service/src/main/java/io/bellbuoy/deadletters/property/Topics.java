package io.bellbuoy.deadletters.property;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What properties say of topics. */
public final class Topics {

    private Topics() {}

    /**
     * Whether a regular expression matches the whole name of the dead-letter topic, or of the topic of origin.
     *
     * @param origin null if unknown
     */
    public static boolean match(Pattern topics, String topic, @Nullable String origin) {
        return topics.matcher(topic).matches()
                || origin != null && topics.matcher(origin).matches();
    }
}
