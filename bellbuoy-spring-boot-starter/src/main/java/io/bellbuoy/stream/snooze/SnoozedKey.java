package io.bellbuoy.stream.snooze;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.RuleKey;
import io.bellbuoy.engine.rule.RuleException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule and a key as a request names them, to be looked up in the rules in force: those of a task may have changed since.
 *
 * @param rule the rule's name
 * @param text the key of a rule by one field; null if it is told by fields
 * @param fields the values of the fields of the key
 */
record SnoozedKey(String rule, @Nullable String text, Map<String, String> fields) {

    private static final String OWNER = "snooze";

    /**
     * @param key a value, a map of field to value, or, as in a query, texts of the form field=value
     * @throws RuleException if one of them is missing or of another form
     */
    static SnoozedKey of(@Nullable String rule, @Nullable Object key) {
        if (rule == null || rule.isBlank()) {
            throw new RuleException(OWNER, "rule", "none", "the name of a rule");
        }
        if (key == null) {
            throw new RuleException(OWNER, "key", "none", "the key's value, or a value for each field of the key");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (key instanceof Map<?, ?> values) {
            values.forEach((field, value) -> fields.put(String.valueOf(field), value == null ? "" : value.toString()));
            return new SnoozedKey(rule, null, fields);
        }
        if (key instanceof Collection<?> texts) {
            texts.forEach(text -> put(String.valueOf(text), fields));
            return new SnoozedKey(rule, null, fields);
        }
        return new SnoozedKey(rule, key.toString(), fields);
    }

    private static void put(String text, Map<String, String> fields) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new RuleException(
                    OWNER,
                    "key",
                    "a value without the name of its field",
                    "field=value, once for each field of the key");
        }
        fields.put(text.substring(0, equals), text.substring(equals + 1));
    }

    /** @throws RuleException if the rule is not in force where records are read, or has other key fields */
    RuleKey in(Plan plan) {
        return text == null ? RuleKey.of(plan, rule, fields) : RuleKey.of(plan, rule, text);
    }
}
