package io.bellbuoy.stream.testing;

import io.bellbuoy.engine.condition.ExpressionException;
import io.bellbuoy.engine.rule.RuleException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.validation.FieldError;

/**
 * Something wrong in a file of rules.
 *
 * @param text what it is, in one line
 * @param kind {@code streams}, {@code tables}, {@code joins}, {@code features}, {@code rules} or {@code scorecards}; null if it is about
 *     none of them
 * @param name the name of the declaration; null with the kind
 */
record Mistake(String text, @Nullable String kind, @Nullable String name) {

    private static final Pattern OWNER =
            Pattern.compile("(stream|table|join|feature|rule|scorecard|list) '([^']+)'.*", Pattern.DOTALL);

    /** What a start failed for; what is no mistake of the file's author is thrown on. */
    static Mistake of(RuntimeException failure) {
        if (failure instanceof RuleException rule) {
            return owned(rule.getMessage(), rule.subject());
        }
        if (failure instanceof ExpressionException expression) {
            return owned(expression.getMessage(), expression.owner());
        }
        if (failure instanceof BindException binding) {
            return binding(binding);
        }
        throw failure;
    }

    private static Mistake owned(@Nullable String message, String owner) {
        Matcher declared = OWNER.matcher(owner);
        String text = oneLine(String.valueOf(message));
        return declared.matches()
                ? new Mistake(text, declared.group(1) + "s", declared.group(2))
                : new Mistake(text, null, null);
    }

    private static Mistake binding(BindException binding) {
        if (binding.getCause() instanceof BindValidationException invalid) {
            return new Mistake(validation(invalid), null, null);
        }
        ConfigurationPropertyName at = binding.getName();
        String text = oneLine(at + line(binding.getProperty()) + ": " + reason(binding));
        return at.getNumberOfElements() < 3
                ? new Mistake(text, null, null)
                : new Mistake(text, at.getElement(1, Form.UNIFORM), at.getElement(2, Form.ORIGINAL));
    }

    private static String line(@Nullable ConfigurationProperty property) {
        Origin origin = property == null ? null : property.getOrigin();
        if (origin instanceof PropertySourceOrigin wrapped) {
            origin = wrapped.getOrigin();
        }
        Location location = origin instanceof TextResourceOrigin text ? text.getLocation() : null;
        return location == null ? "" : ", line " + (location.getLine() + 1);
    }

    private static String validation(BindValidationException invalid) {
        return invalid.getValidationErrors().getAllErrors().stream()
                .map(error -> error instanceof FieldError field
                        ? "bellbuoy." + spelt(field.getField()) + ": found "
                                + (field.getRejectedValue() == null ? "nothing" : "'" + field.getRejectedValue() + "'")
                                + "; it " + field.getDefaultMessage() + "."
                        : String.valueOf(error.getDefaultMessage()))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String spelt(String field) {
        return field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String reason(BindException binding) {
        ConfigurationProperty property = binding.getProperty();
        String found = property == null ? "" : "found '" + property.getValue() + "'; ";
        Class<?> type = binding.getTarget().getType().resolve(Object.class);
        if (type.isEnum()) {
            return found + "allowed: "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant ->
                                    constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        Throwable cause = binding;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return message.startsWith("Found ") ? message.replaceFirst("Found", "found") : found + form(type, message);
    }

    private static String form(Class<?> type, String otherwise) {
        if (type == Instant.class) {
            return "allowed: a time in UTC, as in 2027-01-31T12:00:00Z.";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "allowed: true, false.";
        }
        if (type == BigDecimal.class) {
            return "allowed: a number, as in 40 or 30.5.";
        }
        boolean isWhole = type == Integer.class || type == int.class || type == Long.class || type == long.class;
        return isWhole ? "allowed: a whole number." : otherwise;
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /**
     * Takes the declaration out of some properties, with all that stand on it.
     *
     * @return whether anything was taken out
     */
    boolean removeFrom(Map<String, Object> properties) {
        if (kind == null || name == null) {
            return false;
        }
        boolean removed = remove(properties, kind, name);
        if (removed) {
            dependents(properties).forEach(dependent -> dependent.removeFrom(properties));
        }
        return removed;
    }

    private static boolean remove(Map<String, Object> properties, String kind, String name) {
        return properties.keySet().removeIf(property -> {
            String plain = property.replace("[", ".").replace("]", "");
            return plain.startsWith("bellbuoy." + kind + "." + name + ".");
        });
    }

    private boolean names(String property, String value) {
        return switch (String.valueOf(kind)) {
            case "streams", "joins" -> value.equals(name);
            case "tables" -> value.equals(name) || reads(value);
            case "features", "lists" -> reads(value);
            case "rules" ->
                property.matches("bellbuoy\\.scorecards\\..+\\.weights\\.\\[?" + Pattern.quote(name) + "]?");
            default -> false;
        };
    }

    private boolean reads(String expression) {
        return Pattern.compile(kind + "\\." + name + "\\b").matcher(expression).find();
    }

    /** The declarations that name this one: as their stream, in an expression that reads the feature, or by a weight. */
    private List<Mistake> dependents(Map<String, Object> properties) {
        return properties.entrySet().stream()
                .filter(property -> property.getKey().matches("bellbuoy\\.(joins|features|rules|scorecards)\\..+\\..+"))
                .filter(property -> names(property.getKey(), property.getValue().toString()))
                .map(property -> property.getKey().split("\\."))
                .map(path -> new Mistake(text, path[1], path[2]))
                .distinct()
                .toList();
    }
}
