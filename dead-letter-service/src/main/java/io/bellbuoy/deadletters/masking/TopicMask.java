package io.bellbuoy.deadletters.masking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What is sensitive in the dead letters of a topic, and how they look without it. Thread-safe. */
public final class TopicMask {

    /** What stands in place of something sensitive. */
    public static final String MASK = "•••";

    /** As in the event: decimals keep their digits; what is behind the end makes it no JSON. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<FieldMarks> fields;
    private final Set<String> headers;
    private final boolean key;

    TopicMask(List<FieldMarks> fields, Set<String> headers, boolean key) {
        this.fields = fields;
        this.headers = headers;
        this.key = key;
    }

    /**
     * A value without what is sensitive.
     *
     * @param json null if all of it is hidden, as it is where fields are sensitive and the value is no JSON
     * @param found what was sensitive; not to be shown
     */
    public record Masked(@Nullable String json, Secrets found) {}

    /** Whether nothing is sensitive at all. */
    public boolean isEmpty() {
        return fields.isEmpty() && headers.isEmpty() && !key;
    }

    /** Whether fields of the value are sensitive. */
    public boolean hidesFields() {
        return !fields.isEmpty();
    }

    /** Whether the key is. */
    public boolean hidesKey() {
        return key;
    }

    /** Whether a header is, in upper or lower case. */
    public boolean hidesHeader(String name) {
        return headers.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * A value without its sensitive fields. What is no JSON, or only the beginning of it, is hidden as a whole: nobody
     * can tell where in it the fields are.
     */
    public Masked mask(@Nullable String value) {
        if (value == null) {
            return new Masked(null, Secrets.NONE);
        }
        Set<String> found = new HashSet<>();
        try {
            JsonNode json = JSON.readTree(value);
            if (!json.isContainer()) {
                return new Masked(null, Secrets.of(List.of(value)));
            }
            visit(json, new ArrayList<>(), found);
            return new Masked(JSON.writeValueAsString(json), Secrets.of(found));
        } catch (JacksonException e) {
            return new Masked(null, Secrets.NONE);
        }
    }

    private void visit(JsonNode node, List<String> path, Set<String> found) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> visit(element, path, found));
        } else if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                path.add(name);
                if (fields.stream().anyMatch(marks -> marks.hold(path))) {
                    collect(object.get(name), found);
                    object.set(name, StringNode.valueOf(MASK));
                } else {
                    visit(object.get(name), path, found);
                }
                path.remove(path.size() - 1);
            }
        }
    }

    private static void collect(JsonNode node, Set<String> found) {
        if (node.isContainer()) {
            node.forEach(child -> collect(child, found));
        } else if (!node.isNull()) {
            found.add(node.asString());
        }
    }
}
