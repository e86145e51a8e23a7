package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes patterns from properties. Whether they can match is checked with the rule. */
final class PatternFactory {

    private static final String LASTING = "for how long, as in { not: true, name: confirm, for: 5m }";

    private final String owner;
    private final Checks checks;
    private final PatternProperties pattern;
    private final Collection<String> streams;

    /**
     * @param owner whose pattern it is, as in {@code rule 'account-takeover'}
     * @param streams the names of the streams, joined ones among them
     */
    PatternFactory(String owner, PatternProperties pattern, Collection<String> streams) {
        this.owner = owner;
        this.checks = new Checks(owner);
        this.pattern = pattern;
        this.streams = streams;
    }

    /** The stream of the first step, for a rule that names none. */
    @Nullable
    String firstStream() {
        if (pattern.steps().isEmpty()) {
            return null;
        }
        StepProperties first = pattern.steps().get(0);
        return Checks.optional(first.anyOf().isEmpty() ? first.stream() : first.anyOf().get(0).stream());
    }

    /** @param timeouts the checked topic for partial matches out of time; null: none */
    PatternSpec create(@Nullable String timeouts) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < pattern.steps().size(); i++) {
            steps.add(step(pattern.steps().get(i), "pattern.steps[" + i + "]"));
        }
        return new PatternSpec(
                steps,
                pattern.within() == null ? null : pattern.within().duration(),
                pattern.skip(),
                pattern.maxPartialMatches(),
                timeouts);
    }

    private Step step(StepProperties step, String path) {
        if (Boolean.TRUE.equals(step.not())) {
            return absence(step, path);
        }
        if (step.lasting() != null) {
            throw checks.refused(path + ".for", "for without not", LASTING);
        }
        return new Step.Occurrence(
                alternatives(step, path),
                step.next() == null ? Step.Contiguity.RELAXED : step.next(),
                step.times() == null ? Times.ONCE : Times.parse(owner, path + ".times", step.times()),
                Boolean.TRUE.equals(step.optional()));
    }

    private Step absence(StepProperties step, String path) {
        String found = !step.anyOf().isEmpty()
                ? "any-of"
                : step.times() != null
                        ? "times"
                        : step.optional() != null ? "optional" : step.next() != null ? "next" : null;
        if (found != null) {
            throw checks.refused(
                    path + "." + found,
                    found + " with not",
                    "name, stream, where and for, of an event that must not come");
        }
        Step.Alternative event = event(step.name(), step.stream(), step.where(), path);
        return new Step.Absence(
                event, step.lasting() == null ? null : step.lasting().duration());
    }

    private List<Step.Alternative> alternatives(StepProperties step, String path) {
        if (step.anyOf().isEmpty()) {
            return List.of(event(step.name(), step.stream(), step.where(), path));
        }
        if (step.name() != null || step.stream() != null || step.where() != null) {
            throw checks.refused(
                    path,
                    "any-of together with name, stream or where",
                    "those in each entry of any-of, as in any-of: [ { name: a, where: .. }, { name: b, where: .. } ]");
        }
        List<Step.Alternative> events = new ArrayList<>();
        for (int i = 0; i < step.anyOf().size(); i++) {
            StepProperties.Alternative one = step.anyOf().get(i);
            events.add(event(one.name(), one.stream(), one.where(), path + ".any-of[" + i + "]"));
        }
        return events;
    }

    private Step.Alternative event(
            @Nullable String name, @Nullable String stream, @Nullable String where, String path) {
        String required = checks.required(path + ".name", name, "a name, by which later steps and the message read it");
        String given = Checks.optional(stream);
        if (given != null) {
            checks.knownStream("pattern, step '" + required + "', stream", given, streams);
        }
        return new Step.Alternative(required, given, Checks.optional(where));
    }
}
