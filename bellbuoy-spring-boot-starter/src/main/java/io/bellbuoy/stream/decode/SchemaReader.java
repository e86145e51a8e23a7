package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the fields of a stream from a JSON Schema, or from a list of names and types. Of a JSON Schema's properties
 * those of format {@code decimal} and of type {@code number} or {@code integer} are decimals, those of type
 * {@code string} and format {@code date-time} timestamps, other strings text, booleans truth values. Objects, arrays
 * and properties without a type stay in the event but cannot be used in rules.
 */
public final class SchemaReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<String> TYPES = List.of("decimal", "string", "boolean", "timestamp");

    private final String subject;

    /** @param stream the name of the stream, for messages */
    public SchemaReader(String stream) {
        this.subject = "stream '" + stream + "'";
    }

    /**
     * The schema of a JSON Schema document.
     *
     * @throws RuleException if it is no JSON Schema of an object, or uses what is not supported
     */
    public Schema fromJsonSchema(byte[] document) {
        JsonNode root = parse(document);
        JsonNode properties = root.path("properties");
        if (!properties.isObject() || properties.isEmpty()) {
            throw refused("a schema without properties", "a JSON Schema of an object with at least one property");
        }
        Set<String> required = required(root);
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            field(property.getKey(), property.getValue(), required.contains(property.getKey()))
                    .ifPresent(fields::add);
        }
        return new Schema(fields);
    }

    /**
     * The schema of names and types; all fields are optional.
     *
     * @throws RuleException if a type is unknown
     */
    public Schema fromFields(Map<String, String> types) {
        return new Schema(types.entrySet().stream()
                .map(field -> Field.of(field.getKey(), type(field.getKey(), field.getValue())))
                .toList());
    }

    private FieldType type(String name, String type) {
        String spelt = type.strip().toLowerCase(Locale.ROOT);
        if (!TYPES.contains(spelt)) {
            throw new RuleException(
                    subject, "fields." + name, "the type '" + type + "'", "a type" + Nearest.hint(spelt, TYPES));
        }
        return FieldType.valueOf(spelt.toUpperCase(Locale.ROOT));
    }

    private JsonNode parse(byte[] document) {
        try {
            return JSON.readTree(document);
        } catch (JacksonException e) {
            throw refused("no valid JSON: " + e.getOriginalMessage(), "a JSON Schema");
        }
    }

    private static Set<String> required(JsonNode root) {
        Set<String> names = new TreeSet<>();
        root.path("required").forEach(name -> names.add(name.asString()));
        return names;
    }

    private Optional<Field> field(String name, JsonNode property, boolean required) {
        FieldType type = type(property);
        if (type == null) {
            return Optional.empty();
        }
        requireSupported(name, property);
        boolean bounded = type == FieldType.DECIMAL;
        BigDecimal minimum = bounded ? bound(name, property, "minimum") : null;
        BigDecimal maximum = bounded ? bound(name, property, "maximum") : null;
        return Optional.of(new Field(name, type, required, minimum, maximum));
    }

    private static @Nullable FieldType type(JsonNode property) {
        Set<String> types = new TreeSet<>();
        JsonNode type = property.path("type");
        if (type.isString()) {
            types.add(type.asString());
        }
        type.forEach(one -> types.add(one.asString()));
        types.remove("null");
        String format = property.path("format").asString("");
        if (types.isEmpty() || types.contains("object") || types.contains("array")) {
            return null;
        }
        if (format.equals("decimal") || types.contains("number") || types.contains("integer")) {
            return FieldType.DECIMAL;
        }
        if (types.equals(Set.of("boolean"))) {
            return FieldType.BOOLEAN;
        }
        if (!types.equals(Set.of("string"))) {
            return null;
        }
        return format.equals("date-time") ? FieldType.TIMESTAMP : FieldType.STRING;
    }

    private void requireSupported(String name, JsonNode property) {
        for (String bound : List.of("exclusiveMinimum", "exclusiveMaximum")) {
            if (property.has(bound)) {
                throw refused(bound + " of property '" + name + "'", "minimum and maximum, which include their value");
            }
        }
    }

    private @Nullable BigDecimal bound(String name, JsonNode property, String bound) {
        JsonNode value = property.path(bound);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isNumber()) {
            throw refused("a " + bound + " of property '" + name + "' that is no number", "a number");
        }
        return value.decimalValue();
    }

    private RuleException refused(String found, String allowed) {
        return new RuleException(subject, "schema", found, allowed);
    }
}
