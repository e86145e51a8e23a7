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
 * @param pattern a pattern of events; null: none. A rule with one has no window, looks at events in the order of their time,
 *     and asks {@code when} about each match: {@code true} for all
 * @param mode whether it takes effect
 * @param restart what becomes of its state when a change makes it useless
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
        @Nullable BlockSpec block,
        @Nullable PatternSpec pattern,
        Mode mode,
        Restart restart) {

    /** The condition of a rule that rings with every match of its pattern. */
    public static final String ALWAYS = "true";

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
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(restart, "restart");
        String owner = "rule '" + name + "'";
        if (allowedLateness.isNegative()) {
            throw new RuleException(owner, "allowed-lateness", allowedLateness.toString(), "0 or a longer time");
        }
        if (suppress != null && suppress.isNegative()) {
            throw new RuleException(owner, "suppress", suppress.toString(), "0 or a longer time");
        }
        if (pattern != null) {
            requireAlone(owner, where, window, compute, evaluate, emit, allowedLateness);
            new PatternChecks(owner, pattern).check();
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

    /** A rule without a pattern, that takes effect and whose state is kept. */
    public RuleSpec(
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
        this(
                name,
                stream,
                where,
                by,
                window,
                compute,
                when,
                severity,
                message,
                suppress,
                evaluate,
                emit,
                allowedLateness,
                publish,
                block,
                null,
                Mode.LIVE,
                Restart.KEEP);
    }

    /** A rule that rings with every match of a pattern: of medium severity, its name as its message. */
    public static RuleSpec matching(String name, String stream, PatternSpec pattern) {
        return new RuleSpec(
                name,
                stream,
                null,
                List.of(),
                null,
                Map.of(),
                ALWAYS,
                Severity.MEDIUM,
                null,
                null,
                Evaluate.AT_WATERMARK,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null,
                pattern,
                Mode.LIVE,
                Restart.KEEP);
    }

    /** Whether what it concludes is final: it is asked at the watermark or when its windows close, not on arrival. */
    public boolean isExact() {
        return evaluate == Evaluate.AT_WATERMARK || emit == Emit.ON_CLOSE;
    }

    /** Whether it is only tried: its alerts go to a topic of their own, and nothing follows from it. */
    public boolean isShadow() {
        return mode == Mode.SHADOW;
    }

    /** This rule with another mode and another treatment of its state. */
    public RuleSpec treated(Mode otherMode, Restart otherRestart) {
        return new RuleSpec(
                name,
                stream,
                where,
                by,
                window,
                compute,
                when,
                severity,
                message,
                suppress,
                evaluate,
                emit,
                allowedLateness,
                publish,
                block,
                pattern,
                otherMode,
                otherRestart);
    }

    private static void requireAlone(
            String owner,
            @Nullable String where,
            @Nullable WindowSpec window,
            Map<String, String> compute,
            Evaluate evaluate,
            Emit emit,
            Duration allowedLateness) {
        if (!compute.isEmpty()) {
            throw new RuleException(
                    owner,
                    "compute",
                    compute.keySet() + " beside a pattern",
                    "the fields and counts of its steps, as in step.field and step.count");
        }
        if (window != null) {
            throw new RuleException(owner, "window", "a window beside a pattern", "one of the two");
        }
        if (where != null) {
            throw new RuleException(
                    owner, "where", "a condition beside a pattern", "where in the steps, which say what each event is");
        }
        if (evaluate != Evaluate.AT_WATERMARK) {
            throw new RuleException(
                    owner,
                    "evaluate",
                    "on-arrival with a pattern",
                    "at-watermark, since the events of a pattern are taken in the order of their time");
        }
        if (emit != Emit.EARLY) {
            throw new RuleException(
                    owner, "emit", "on-close or every-update with a pattern", "early: a match is never taken back");
        }
        if (!allowedLateness.isZero()) {
            throw new RuleException(
                    owner,
                    "allowed-lateness",
                    allowedLateness + " with a pattern",
                    "0, since a late event cannot be put in order; a larger out-of-orderness of its stream waits longer");
        }
    }
}
