package io.bellbuoy.deadletters.edit;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.bellbuoy.deadletters.property.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** Holds values against the JSON Schemas of their topics. Thread-safe. */
final class Schemas {

    private static final int LONGEST = 80;

    private record Rule(Pattern topics, String name, Schema schema) {}

    private final List<Rule> rules;

    /** @throws IllegalArgumentException if a schema cannot be read */
    Schemas(EditProperties properties) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                settings -> settings.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .pathType(PathType.JSON_PATH)
                        .build()));
        rules = properties.schemas().stream()
                .map(rule -> new Rule(rule.topics(), name(rule.schema()), read(registry, rule.schema())))
                .toList();
    }

    /** The names of the schemas that hold for a topic. */
    List<String> of(String topic, @Nullable String origin) {
        return holding(topic, origin).stream().map(Rule::name).toList();
    }

    /** What is wrong with a value; empty if nothing is, or no schema holds. */
    List<Violation> check(String topic, @Nullable String origin, String value) {
        List<Rule> holding = holding(topic, origin);
        if (holding.isEmpty()) {
            return List.of();
        }
        JsonNode json;
        try {
            json = Layout.JSON.readTree(value);
        } catch (JacksonException e) {
            return List.of(new Violation("$", "no JSON" + place(e.getLocation()), "JSON"));
        }
        if (json.isMissingNode()) {
            return List.of(new Violation("$", "empty", "JSON"));
        }
        return holding.stream()
                .flatMap(rule -> rule.schema().validate(json).stream())
                .map(Schemas::violation)
                .distinct()
                .toList();
    }

    private List<Rule> holding(String topic, @Nullable String origin) {
        return rules.stream()
                .filter(rule -> Topics.match(rule.topics(), topic, origin))
                .toList();
    }

    private static Violation violation(Error error) {
        String path = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "required" -> new Violation(path + "." + property, "missing", "there");
            case "additionalProperties" -> new Violation(path + "." + property, "there", "left out");
            default -> new Violation(path, text(error.getInstanceNode()), allowed(error));
        };
    }

    /** What is not said more simply is said in the words of the schema, where those who edit can look. */
    private static String allowed(Error error) {
        JsonNode value = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type" -> "of type " + each(value, " or ");
            case "enum" -> "one of " + each(value, ", ");
            case "pattern" -> "text that matches " + each(value, "");
            case "format" -> "text of the format " + each(value, "");
            case "minimum" -> "at least " + text(value);
            case "maximum" -> "at most " + text(value);
            default -> error.getKeyword() + " " + text(value);
        };
    }

    private static String each(JsonNode value, String between) {
        String all = value.isArray()
                ? value.valueStream().map(one -> one.asString(one.toString())).collect(Collectors.joining(between))
                : value.asString("");
        return shortened(all);
    }

    private static String text(@Nullable JsonNode node) {
        return shortened(String.valueOf(node));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " in line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String name(Resource schema) {
        String file = schema.getFilename();
        return file == null ? schema.getDescription() : file;
    }

    private static Schema read(SchemaRegistry registry, Resource schema) {
        try (InputStream json = schema.getInputStream()) {
            return registry.getSchema(json, InputFormat.JSON);
        } catch (IOException | SchemaException | JacksonException e) {
            throw new IllegalArgumentException(
                    "bellbuoy.deadletters.edit.schemas[].schema is " + schema.getDescription()
                            + ", which cannot be read; it must be a JSON Schema, as in"
                            + " classpath:schemas/transaction.json or file:/etc/schemas/order.json.",
                    e);
        }
    }
}
