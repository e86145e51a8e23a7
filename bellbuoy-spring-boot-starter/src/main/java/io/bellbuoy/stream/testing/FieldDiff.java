package io.bellbuoy.stream.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How two outputs differ, field by field. */
final class FieldDiff {

    private static final JsonMapper JSON = new JsonMapper();

    private FieldDiff() {}

    /** Topic and key of an output; empty if it has no topic. */
    static String title(String line) {
        JsonNode output = read(line);
        return output.hasNonNull("topic")
                ? output.path("topic").asString() + " " + output.path("key").asString("")
                : "";
    }

    /** The fields that differ, each a line with both values. */
    static List<String> of(String expected, String actual) {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> after = new LinkedHashMap<>();
        flatten("", read(expected), before);
        flatten("", read(actual), after);
        List<String> lines = new ArrayList<>();
        TreeSet<String> rest = new TreeSet<>(after.keySet());
        rest.removeAll(before.keySet());
        before.forEach((name, value) -> {
            if (!value.equals(after.get(name))) {
                lines.add(name + ": " + value + " -> " + Objects.requireNonNullElse(after.get(name), "nothing"));
            }
        });
        rest.forEach(name -> lines.add(name + ": nothing -> " + after.get(name)));
        return lines;
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            // A line that somebody wrote by hand: it is compared as a whole.
            return JSON.missingNode();
        }
    }

    private static void flatten(String name, JsonNode value, Map<String, String> into) {
        if (value.isObject() && !value.isEmpty()) {
            value.forEachEntry((field, inner) -> flatten(name.isEmpty() ? field : name + "." + field, inner, into));
        } else if (value.isArray() && !value.isEmpty()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(name + "[" + i + "]", value.get(i), into);
            }
        } else {
            into.put(name, value.toString());
        }
    }
}
