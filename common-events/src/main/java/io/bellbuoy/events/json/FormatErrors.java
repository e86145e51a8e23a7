package io.bellbuoy.events.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says what is wrong with the JSON of a record without repeating any of it. Jackson's own messages quote values and
 * names from the payload, so they are never passed on.
 */
final class FormatErrors {

    private FormatErrors() {}

    static EventFormatException of(JacksonException failure, Class<?> type) {
        return new EventFormatException(
                subject(failure, type) + place(failure.getLocation()) + " " + problem(failure) + ".");
    }

    /** Only a first step that is a component of the record; anything else on the path is out of the payload. */
    private static String subject(JacksonException failure, Class<?> type) {
        List<JacksonException.Reference> path = failure.getPath();
        String field = path.isEmpty() ? null : path.get(0).getPropertyName();
        return isComponent(field, type) ? type.getSimpleName() + "." + field : type.getSimpleName();
    }

    private static boolean isComponent(@Nullable String field, Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(field));
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String problem(JacksonException failure) {
        if (failure instanceof ValueInstantiationException invalid) {
            return invalid(invalid);
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return "is not " + allowed(mismatch.getTargetType());
        }
        return "is not well-formed JSON in UTF-8 with every field at most once";
    }

    /** What a record's constructor says is written by us and names components and bounds, not the payload. */
    private static String invalid(ValueInstantiationException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof NullPointerException) {
            return "lacks the required field " + cause.getMessage() + ", or it is null";
        }
        if (cause instanceof IllegalArgumentException) {
            return "is invalid: " + withoutFullStop(cause.getMessage());
        }
        return "is not " + allowed(failure.getType().getRawClass());
    }

    private static String withoutFullStop(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static String allowed(@Nullable Class<?> type) {
        if (type == null || type == Object.class) {
            return "a string, a number, true, false or null";
        }
        if (type == BigDecimal.class) {
            return Decimals.ALLOWED;
        }
        if (type == Instant.class) {
            return Timestamps.ALLOWED;
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class) {
            return "an integer in range";
        }
        return type == String.class ? "a string" : "a JSON object";
    }
}
