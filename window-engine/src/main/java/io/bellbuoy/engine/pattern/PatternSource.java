package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Step;
import java.util.Map;
import java.util.Set;

/**
 * A pattern and what it is to be compiled with.
 *
 * @param owner whose it is, as {@code rule 'account-takeover'}; opens the message of what is refused
 * @param spec the declaration
 * @param stream the stream of steps that name none
 * @param schemas the fields of each stream that the steps read
 * @param when a condition over a whole match
 * @param message the names that the text of an alert has
 */
public record PatternSource(
        String owner, PatternSpec spec, String stream, Map<String, Schema> schemas, String when, Set<String> message) {

    public PatternSource {
        schemas = Map.copyOf(schemas);
        message = Set.copyOf(message);
    }

    /** A pattern over one stream, all of whose matches count. */
    public static PatternSource of(String owner, PatternSpec spec, String stream, Schema schema) {
        return new PatternSource(owner, spec, stream, Map.of(stream, schema), RuleSpec.ALWAYS, Set.of());
    }

    String streamOf(Step.Alternative event) {
        return event.stream() == null ? stream : event.stream();
    }

    Schema schemaOf(Step.Alternative event) {
        Schema schema = schemas.get(streamOf(event));
        if (schema == null) {
            throw new IllegalArgumentException("No schema is given for stream '" + streamOf(event) + "'.");
        }
        return schema;
    }
}
