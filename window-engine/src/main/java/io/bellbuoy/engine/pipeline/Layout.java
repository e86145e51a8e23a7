package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the stored state of each rule and feature looks like, as hashes. It is stored with the progress of each batch, so
 * that a change which the state cannot serve is found out and refused instead of giving wrong results.
 */
final class Layout {

    private final Map<String, String> texts;

    /** @param texts for each rule and feature with a window or pattern a text that changes when stored state can no longer serve it */
    Layout(Map<String, String> texts) {
        this.texts = new LinkedHashMap<>(texts);
    }

    void write(StateOutput out) {
        out.writeUnsigned(texts.size());
        texts.forEach((owner, text) -> {
            out.writeFixed(number(owner));
            out.writeFixed(number(text));
        });
    }

    /**
     * Compares what was stored with this layout.
     *
     * @throws RuleException if a rule or feature that has state was changed so that the state cannot serve it
     */
    void check(StateInput in) {
        Map<Long, Long> stored = new LinkedHashMap<>();
        for (int count = in.readSize(); count > 0; count--) {
            stored.put(in.readFixed(), in.readFixed());
        }
        texts.forEach((owner, text) -> {
            Long before = stored.get(number(owner));
            if (before != null && before != number(text)) {
                String property = text.startsWith("pattern ") ? "pattern" : "window";
                throw new RuleException(
                        owner,
                        property,
                        text + ", but its stored state is of another " + property + ", key or filter",
                        "the declaration that the state was made with; to change it give the rule or feature a new name,"
                                + " which begins without state, or use a new application-id");
            }
        });
    }

    private static long number(String text) {
        return (long) AlertIds.number("layout", text) << 32 | AlertIds.number("again", text) & 0xFFFFFFFFL;
    }
}
