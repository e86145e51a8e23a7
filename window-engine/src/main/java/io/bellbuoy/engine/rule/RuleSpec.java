package io.bellbuoy.engine.rule;

import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition over the current event, values computed over a window, and features.
 *
 * @param name the rule's name, unique in the rule set
 * @param stream the stream it watches
 * @param where a condition over the event's fields that an event must meet to count; null: every event counts
 * @param by the fields that make up its key; empty: the stream's key
 * @param window its window; null: the rule looks at the event and features alone, and computes nothing
 * @param compute names of computed values and their aggregates, such as {@code total -> sum(amount)}, in order
 * @param when the condition under which it fires
 * @param severity how grave its alerts are
 * @param message the text of its alerts, with names in braces; null: the rule's name
 * @param suppress for how long after a published alert further ones of the same key are not published; null: never
 * @param evaluate when an event is evaluated
 * @param emit when alerts are emitted
 * @param allowedLateness how long after a window's end late events still count
 * @param publish the topic its computed values are published to; null: none
 * @param block a block to publish with an alert; null: none
 */
public record RuleSpec(
        String name,
        String stream,
        @Nullable String where,
        List<String> by,
        @Nullable WindowSpec window,
        Map<String, String> compute,
        String when,
        Severity severity,
        @Nullable String message,
        @Nullable Duration suppress,
        Evaluate evaluate,
        Emit emit,
        Duration allowedLateness,
        @Nullable String publish,
        @Nullable BlockSpec block) {

    public RuleSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stream, "stream");
        by = List.copyOf(by);
        compute = Collections.unmodifiableMap(new LinkedHashMap<>(compute));
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(evaluate, "evaluate");
        Objects.requireNonNull(emit, "emit");
        Objects.requireNonNull(allowedLateness, "allowedLateness");
        String owner = "rule '" + name + "'";
        if (allowedLateness.isNegative()) {
            throw new RuleException(owner, "allowed-lateness", allowedLateness.toString(), "0 or a longer time");
        }
        if (suppress != null && suppress.isNegative()) {
            throw new RuleException(owner, "suppress", suppress.toString(), "0 or a longer time");
        }
        if (window == null && !compute.isEmpty()) {
            throw new RuleException(
                    owner,
                    "compute",
                    compute.keySet() + " without a window",
                    "a window, or features instead of computed values");
        }
        if (window != null && compute.isEmpty()) {
            throw new RuleException(
                    owner,
                    "window",
                    "a window without computed values",
                    "compute: with at least one aggregate, or no window");
        }
    }
}
