package io.bellbuoy.engine.succession;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the stored state of each rule and feature looks like, as hashes. It is stored with the progress of each batch, so
 * that a change which the state cannot serve is found out and refused instead of giving wrong results.
 */
public final class Layout {

    private final Map<String, String> texts;

    /** @param texts for each rule and feature with a window or pattern a text that changes when stored state can no longer serve it */
    public Layout(Map<String, String> texts) {
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
     * @param cold the owners that may begin without state
     * @return those of them whose state cannot serve them
     * @throws RuleException if another rule or feature that has state was changed so that the state cannot serve it
     */
    Set<String> check(StateInput in, Set<String> cold) {
        Map<Long, Long> stored = new LinkedHashMap<>();
        for (int count = in.readSize(); count > 0; count--) {
            stored.put(in.readFixed(), in.readFixed());
        }
        Set<String> changed = new TreeSet<>();
        texts.forEach((owner, text) -> {
            Long before = stored.get(number(owner));
            if (before != null && before != number(text)) {
                String property = property(text);
                require(owner, text, cold, ", but its stored state is of another " + property + ", key or filter");
                changed.add(owner);
            }
        });
        return changed;
    }

    /**
     * Compares the layout of the rules to come with this one.
     *
     * @param cold the owners that may begin without state
     * @throws RuleException if another rule or feature was changed so that its state cannot serve it
     */
    void checkNext(Layout next, Set<String> cold) {
        next.texts.forEach((owner, text) -> {
            String before = texts.get(owner);
            if (before != null && !before.equals(text)) {
                require(owner, text, cold, ", but its state is of " + before);
            }
        });
    }

    private static void require(String owner, String text, Set<String> cold, String found) {
        if (!cold.contains(owner)) {
            throw new RuleException(
                    owner,
                    property(text),
                    text + found,
                    "the declaration that the state was made with; to change it set restart: cold, which forgets the state,"
                            + " or give the rule or feature a new name, which begins without state (state is also another if a"
                            + " rule that shares it has come or gone whose windows need finer or coarser slices)");
        }
    }

    private static String property(String text) {
        return text.startsWith("pattern ") ? "pattern" : "window";
    }

    private static long number(String text) {
        return (long) AlertIds.number("layout", text) << 32 | AlertIds.number("again", text) & 0xFFFFFFFFL;
    }
}
