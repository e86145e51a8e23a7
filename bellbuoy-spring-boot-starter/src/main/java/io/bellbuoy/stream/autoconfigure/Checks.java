package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of one declaration's properties, with messages that name the declaration. */
final class Checks {

    /** Names of features and computed values: members and identifiers of conditions. */
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][A-Za-z0-9]{0,99}");

    private static final Pattern RULE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,99}");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private final String subject;

    /** @param subject the declaration, as in {@code rule 'high-value'} */
    Checks(String subject) {
        this.subject = subject;
    }

    RuleException refused(String property, String found, String allowed) {
        return new RuleException(subject, property, found, allowed);
    }

    String required(String property, @Nullable String value, String allowed) {
        if (value == null || value.isBlank()) {
            throw refused(property, "nothing", allowed);
        }
        return value;
    }

    /** An optional text; null if it is blank. */
    static @Nullable String optional(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    void knownStream(String property, String name, Collection<String> streams) {
        if (!streams.contains(name)) {
            throw refused(
                    property, "the unknown stream '" + name + "'", "a declared stream" + Nearest.hint(name, streams));
        }
    }

    void knownField(String property, String name, Schema schema) {
        if (!schema.has(name)) {
            Collection<String> fields =
                    schema.fields().stream().map(field -> field.name()).toList();
            throw refused(
                    property,
                    "the field '" + name + "', which the stream's schema does not have",
                    "a field" + Nearest.hint(name, fields));
        }
    }

    void identifier(String property, String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw refused(property, "the name '" + name + "'", "lowerCamelCase of letters and digits, as in spend24h");
        }
    }

    void ruleName(String name) {
        if (!RULE_NAME.matcher(name).matches()) {
            throw refused("name", "'" + name + "'", "a letter, then letters, digits, '.', '_' and '-', at most 100");
        }
    }

    String topic(String property, String topic) {
        if (!TOPIC.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
            throw refused(property, "the topic name '" + topic + "'", "letters, digits, '.', '_' and '-', at most 249");
        }
        return topic;
    }
}
