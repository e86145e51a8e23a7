package io.bellbuoy.deadletters.api;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says why the body of a request cannot be read, without its content. */
final class UnreadableBody {

    private UnreadableBody() {}

    /**
     * What is wrong, and what is allowed.
     *
     * @param cause null if there is no body
     */
    static String explain(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "The body has " + path(unknown.getPath()) + ", which is not known; known are " + known + ".";
        }
        if (cause instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            Class<?> type = mismatch.getTargetType();
            String allowed = type == Boolean.class
                    ? "true or false"
                    : Number.class.isAssignableFrom(type == null ? Object.class : type)
                            ? "a whole number"
                            : "as /v3/api-docs says";
            return "The body has " + path(mismatch.getPath()) + " in another form; it must be " + allowed + ".";
        }
        return "The body is missing or no JSON object; it must be one, as /v3/api-docs says.";
    }

    private static String path(List<JacksonException.Reference> path) {
        return path.stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
