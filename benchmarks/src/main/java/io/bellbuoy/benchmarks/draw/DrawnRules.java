package io.bellbuoy.benchmarks.draw;

import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.stream.testing.RuleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Declarations beside the high-value rule, which is always there.
 *
 * @param names of what was drawn, in its order
 * @param declarations what is declared, by the property's name below {@code bellbuoy}
 */
public record DrawnRules(List<String> names, Map<String, String> declarations) {

    private static final String PREFIX = "bellbuoy.";
    private static final String BASE = "/high-value.yml";

    public DrawnRules {
        names = List.copyOf(names);
        declarations = Collections.unmodifiableMap(new LinkedHashMap<>(declarations));
    }

    /** As an application takes them on its command line: {@code name=value}. */
    public List<String> properties() {
        List<String> properties = new ArrayList<>();
        declarations.forEach((name, value) -> properties.add(PREFIX + name + "=" + value));
        return List.copyOf(properties);
    }

    /** All rules with the high-value rule, checked as at the start of a service. */
    public RuleSet ruleSet() {
        StringBuilder yaml = new StringBuilder(resource(BASE)).append("\n---\nbellbuoy.application-id: drawn\n");
        declarations.forEach((name, value) -> yaml.append('"')
                .append(PREFIX)
                .append(name)
                .append("\": \"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"\n"));
        return RuleFile.of(yaml.toString(), List.of()).rules();
    }

    /** The fields that a consumer must take out of an event to know what the rules know, in the order of the schema. */
    public List<String> fields() {
        RuleSet rules = ruleSet();
        StreamSpec stream = rules.streams().get(0);
        Schema schema = stream.schema();
        var reads = Plan.compile(rules, List.of()).reads(stream.name());
        reads.set(schema.position(stream.key()));
        if (stream.id() != null) {
            // The runtime keeps it for alerts; rules do not ask about it.
            reads.clear(schema.position(stream.id()));
        }
        String time = stream.time().field();
        if (time != null) {
            reads.set(schema.position(time));
        }
        return reads.stream()
                .mapToObj(position -> schema.fields().get(position).name())
                .toList();
    }

    static String resource(String path) {
        try (InputStream in = DrawnRules.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + path + " on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }
}
