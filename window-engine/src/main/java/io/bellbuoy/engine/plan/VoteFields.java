package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import java.util.List;

/**
 * The fields of a forwarded event that tell a later stage, where a scorecard decides, what a rule or detector of an
 * earlier one concluded. No expression can read them.
 *
 * @param voter the name of the rule or detector
 */
public record VoteFields(String voter) {

    private static final String HELD = "votes.held.";
    private static final String VALUES = "votes.values.";

    /** Whether it held: a truth value; null if it was not asked. */
    public String held() {
        return HELD + voter;
    }

    /** The values it was asked with, by name; null if it was not asked. */
    public String values() {
        return VALUES + voter;
    }

    /** As fields of a schema; the values are a map, of which the schema's types know nothing. */
    List<Field> fields() {
        return List.of(Field.of(held(), FieldType.BOOLEAN), Field.of(values(), FieldType.STRING));
    }
}
