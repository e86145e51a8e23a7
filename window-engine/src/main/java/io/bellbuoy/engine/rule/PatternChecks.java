package io.bellbuoy.engine.rule;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses patterns that can never match, whatever comes. */
final class PatternChecks {

    private final String owner;
    private final PatternSpec pattern;
    private final List<Step> steps;

    /** @param owner whose pattern it is, as {@code rule 'account-takeover'} */
    PatternChecks(String owner, PatternSpec pattern) {
        this.owner = owner;
        this.pattern = pattern;
        this.steps = pattern.steps();
    }

    /** @throws RuleException at the first mistake */
    void check() {
        requireTime("pattern.within", pattern.within());
        requireNames();
        requireOrder();
        requireEnds();
        if (pattern.within() == null && canTakeTwo()) {
            throw refused("pattern.within", "nothing", "a time, as in 1h, since partial matches must end some time");
        }
        if (pattern.maxPartialMatches() < 1) {
            throw refused("pattern.max-partial-matches", Integer.toString(pattern.maxPartialMatches()), "1 or more");
        }
    }

    private void requireNames() {
        Set<String> names = new HashSet<>();
        for (Step step : steps) {
            if (step.names().isEmpty()) {
                throw refused("pattern, any-of", "an empty list", "at least one step with a name");
            }
            for (String name : step.names()) {
                if (!name.matches("[a-z][A-Za-z0-9]*")) {
                    throw refused("pattern, name", "'" + name + "'", "lowerCamelCase, as in newDevice");
                }
                if (name.equals("features")) {
                    throw refused("pattern, name", "'features', which stands for features", "another name");
                }
                if (!names.add(name)) {
                    throw refused("pattern, name", "'" + name + "' twice", "a name for each step");
                }
            }
        }
    }

    private void requireOrder() {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Absence absence) {
                boolean last = i == steps.size() - 1;
                requireLasting(absence, last);
                requireRelaxed(absence, last ? null : steps.get(i + 1));
            }
        }
    }

    private void requireLasting(Step.Absence absence, boolean last) {
        requireTime(property(absence, "for"), absence.lasting());
        if ((absence.lasting() != null) != last) {
            throw refused(
                    property(absence, "for"),
                    last ? "nothing, as the last step" : absence.lasting() + " before other steps",
                    "a time on the last step and nowhere else: an absence at the end must last for some time, "
                            + "one in the middle lasts until the next step");
        }
    }

    private void requireRelaxed(Step.Absence absence, @Nullable Step next) {
        if (next instanceof Step.Occurrence occurrence && occurrence.contiguity() == Step.Contiguity.STRICT) {
            throw refused(
                    property(occurrence, "next"),
                    "strict behind the absence '" + absence.event().name() + "', where nothing can come between",
                    "relaxed, or no absence before it");
        }
    }

    private void requireEnds() {
        if (steps.isEmpty()) {
            throw refused("pattern.steps", "no steps", "at least one step");
        }
        if (!(steps.get(0) instanceof Step.Occurrence first)) {
            throw refused(
                    "pattern.steps",
                    "the absence '" + steps.get(0).names().get(0) + "' as the first step",
                    "an event first, which an absence follows");
        }
        if (first.contiguity() == Step.Contiguity.STRICT && first.times().max() == 1) {
            throw refused(property(first, "next"), "strict on the first step", "relaxed");
        }
        List<Step.Occurrence> occurrences = pattern.occurrences();
        Step.Occurrence last = occurrences.get(occurrences.size() - 1);
        if (last.optional()) {
            throw refused(
                    property(last, "optional"),
                    "true on the last event, without which the pattern has matched already",
                    "false, or no such step");
        }
    }

    private boolean canTakeTwo() {
        List<Step.Occurrence> occurrences = pattern.occurrences();
        return occurrences.size() > 1 || occurrences.get(0).times().max() > 1;
    }

    private void requireTime(String property, @Nullable Duration time) {
        if (time != null && (time.isNegative() || time.isZero() || time.toNanosPart() % 1_000_000 != 0)) {
            throw refused(property, time.toString(), "a time of at least 1ms, in whole milliseconds");
        }
    }

    private static String property(Step step, String name) {
        return "pattern, step '" + step.names().get(0) + "', " + name;
    }

    private RuleException refused(String property, String found, String allowed) {
        return new RuleException(owner, property, found, allowed);
    }
}
