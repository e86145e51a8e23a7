package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * A condition over the current event, values computed over a window, and features.
 *
 * @param stream the stream it watches; with a pattern: that of the steps which name none
 * @param where a condition over the event's fields that an event must meet to count; default: every event counts
 * @param by one field or a list; default: the stream's key
 * @param window its window; default: none, the rule computes nothing
 * @param compute names of computed values and their aggregates, such as {@code total: "sum(amount)"}
 * @param when the condition under which it fires
 * @param severity how grave its alerts are
 * @param message the text of its alerts, with names in braces; default: the rule's name
 * @param suppress for how long after an alert further ones of the same key are not published
 * @param evaluate when an event is evaluated; default: {@code bellbuoy.defaults.evaluate}
 * @param emit when alerts are emitted; default: {@code bellbuoy.defaults.emit}
 * @param allowedLateness how long after a window's end late events still count; default:
 *     {@code bellbuoy.defaults.allowed-lateness}
 * @param publish the topic its computed values are published to; default: none
 * @param action what follows an alert
 * @param pattern a pattern of events, in place of a window; {@code when} is then asked about each match, by default always
 * @param mode whether it takes effect, or is only tried
 * @param restart what becomes of its state when a change of the rule makes it useless
 */
record RuleProperties(
        @Nullable String stream,
        @Nullable String where,
        @DefaultValue List<String> by,
        @Nullable WindowProperties window,
        @DefaultValue Map<String, String> compute,
        @Nullable String when,
        @DefaultValue("MEDIUM") Severity severity,
        @Nullable String message,
        @Nullable TimeSpan suppress,
        @Nullable Evaluate evaluate,
        @Nullable Emit emit,
        @Nullable TimeSpan allowedLateness,
        @Nullable String publish,
        @Nullable Action action,
        @Nullable PatternProperties pattern,
        @DefaultValue("live") Mode mode,
        @DefaultValue("keep") Restart restart) {

    /**
     * What follows an alert.
     *
     * @param block a temporary block of the event's record key
     */
    record Action(@Nullable Block block) {}

    /**
     * A temporary block.
     *
     * @param duration how long it lasts, in event time
     * @param liftOn the stream whose next event of the same key lifts it; default: it only expires
     */
    record Block(
            @Name("for") @Nullable TimeSpan duration,
            @Nullable String liftOn) {}
}
