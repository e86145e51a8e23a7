package io.bellbuoy.deadletters.console;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values as pages show them. */
final class PrettyText {

    private static final int LONGEST = 200_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private PrettyText() {}

    /**
     * JSON with a line for each field; other text as it is; at most 200,000 characters. What is longer is not taken apart:
     * indenting could make it a thousand times as long.
     */
    static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.length() > LONGEST) {
            return text.substring(0, LONGEST) + "\n…";
        }
        String shown = text;
        try {
            shown = JSON.writeValueAsString(JSON.readTree(text));
        } catch (JacksonException e) {
            // No JSON, which may well be why it is here.
        }
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "\n…";
    }
}
