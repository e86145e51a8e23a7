package io.bellbuoy.engine.scorecard;

import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import org.jspecify.annotations.Nullable;

/**
 * A rule or detector that may have a weight.
 *
 * @param name its name
 * @param version a hash of what decides its results
 * @param stream the stream it watches
 * @param evaluate when it is evaluated
 * @param unfit why it cannot say at an event whether it holds; null if it can
 */
public record Voter(
        String name,
        String version,
        String stream,
        Evaluate evaluate,
        @Nullable String unfit) {

    /** A rule. */
    public static Voter of(RulePlan rule) {
        return new Voter(
                rule.spec().name(),
                rule.version(),
                rule.spec().stream(),
                rule.spec().evaluate(),
                unfit(rule));
    }

    private static @Nullable String unfit(RulePlan rule) {
        if (rule.spec().isShadow()) {
            return "is in mode: shadow, from which nothing follows";
        }
        if (rule.pattern() != null) {
            return "has a pattern, whose matches are of several events";
        }
        if (rule.measure() instanceof Measure.Global) {
            return "has a global window, which asks when its trigger fires, not with each event";
        }
        if (!rule.awaited().isEmpty()) {
            return "waits for entries of tables: what it says is known after the event is decided";
        }
        return rule.spec().emit() == Emit.ON_CLOSE
                ? "emits on-close: what it says is known when its windows close, after the event is decided"
                : null;
    }

    /** A detector, which sees events as they arrive. */
    public static Voter detector(String name, String version, String stream) {
        return new Voter(name, version, stream, Evaluate.ON_ARRIVAL, null);
    }
}
