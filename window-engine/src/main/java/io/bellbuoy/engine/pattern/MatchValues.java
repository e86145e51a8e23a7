package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.condition.EvaluationException;
import io.bellbuoy.engine.condition.Expression;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of a match as a whole, and what is shown of it. Immutable. */
public final class MatchValues {

    private final Expression when;
    private final EarlierNames names;
    private final KeptFields kept;
    private final Map<String, Reference> shown;

    MatchValues(Expression when, EarlierNames names, KeptFields kept, Map<String, Reference> shown) {
        this.when = when;
        this.names = names;
        this.kept = kept;
        this.shown = new LinkedHashMap<>(shown);
    }

    /**
     * Whether the condition over the whole match holds.
     *
     * @throws EvaluationException if it fails
     */
    public boolean holds(Match match) {
        return when.holds(slot -> value(names.at(slot), match));
    }

    /** The values that conditions and the message read of a match's events, by their names. */
    public Map<String, @Nullable Object> of(Match match) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        shown.forEach((name, reference) -> {
            if (reference.kind() == Reference.Kind.COUNT || match.chain().count(reference.name()) > 0) {
                values.put(name, value(reference, match));
            }
        });
        return values;
    }

    private @Nullable Object value(Reference reference, Match match) {
        return reference.of(match.chain(), kept.placeOf(reference));
    }
}
