package io.bellbuoy.deadletters.masking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the properties of a JSON Schema that are marked {@code "x-sensitive": true}. */
final class SchemaMarks {

    /** Schemas may contain themselves; what lies deeper is not looked for. */
    private static final int DEEPEST = 24;

    private final JsonNode root;
    private final FieldMarks marks;

    private SchemaMarks(JsonNode root, FieldMarks marks) {
        this.root = root;
        this.marks = marks;
    }

    /** @throws UncheckedIOException if the schema cannot be read */
    static void read(Resource schema, FieldMarks marks) {
        try (InputStream json = schema.getInputStream()) {
            JsonNode root = JsonMapper.shared().readTree(json);
            new SchemaMarks(root, marks).visit(root, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "bellbuoy.deadletters.masking.rules[].schema is " + schema.getDescription()
                            + ", which cannot be read; it must be a JSON Schema, as in classpath:schemas/transaction.json"
                            + " or file:/etc/schemas/order.json.",
                    e);
        }
    }

    private void visit(JsonNode schema, List<String> path) {
        if (path.size() > DEEPEST || !schema.isObject()) {
            return;
        }
        if (!path.isEmpty() && schema.path("x-sensitive").asBoolean(false)) {
            marks.add(path);
            return;
        }
        String reference = schema.path("$ref").asString("");
        if (reference.startsWith("#/") && path.size() < DEEPEST) {
            JsonNode target = root.at(reference.substring(1));
            if (target != schema) {
                visit(target, path);
            }
        }
        schema.path("properties").properties().forEach(property -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(property.getKey());
            visit(property.getValue(), deeper);
        });
        visit(schema.path("items"), path);
        for (String combination : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(combination).forEach(part -> visit(part, path));
        }
    }
}
