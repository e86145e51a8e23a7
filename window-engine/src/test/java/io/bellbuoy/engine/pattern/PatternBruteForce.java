package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.rule.Times;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Patterns by their definition: all subsequences of the events, each with all ways to read it as the steps, of which those
 * are kept that keep every rule of the pattern. Steps are given as {@link Part}s, whose conditions need no compiler.
 */
final class PatternBruteForce {

    /**
     * A step with events, and the types that must not come behind it.
     *
     * @param types the types that it takes, in the order of its alternatives
     * @param above the step of whose events an event's amount must be greater than something; -1 for none
     * @param asks what that is: the amount of its first or last event, or their number
     */
    record Part(
            List<String> types,
            boolean strict,
            Times times,
            boolean optional,
            int above,
            Reference.Kind asks,
            List<String> absentBehind) {

        Part ofOneType() {
            return new Part(types.subList(0, 1), strict, times, optional, above, asks, absentBehind);
        }
    }

    /** Events by their places, and the steps they were taken by. */
    record Reading(List<Integer> events, List<Integer> steps) {

        int last() {
            return events.get(events.size() - 1);
        }

        int step() {
            return steps.get(steps.size() - 1);
        }

        int ordinal() {
            return (int) steps.stream().filter(step -> step == step()).count();
        }

        Reading plus(int event, int step) {
            List<Integer> moreEvents = new ArrayList<>(events);
            List<Integer> moreSteps = new ArrayList<>(steps);
            moreEvents.add(event);
            moreSteps.add(step);
            return new Reading(moreEvents, moreSteps);
        }

        Reading first(int length) {
            return new Reading(events.subList(0, length), steps.subList(0, length));
        }
    }

    /** A reading that ends, at a time: by a deadline or by its last event. */
    private record Ended(Reading reading, long at, boolean byEvent, boolean isMatch) {}

    private final List<Part> parts;
    private final long within;
    private final long lasting;
    private final Skip skip;
    private final List<Event> events;

    PatternBruteForce(List<Part> parts, long within, long lasting, Skip skip, List<Event> events) {
        this.parts = parts;
        this.within = within;
        this.lasting = lasting;
        this.skip = skip;
        this.events = events;
    }

    /** The matches and the partial matches out of time, each as text and in order. */
    List<List<String>> results() {
        List<Ended> ended = new ArrayList<>();
        for (int subset = 1; subset < 1 << events.size(); subset++) {
            for (Reading reading : readings(subset)) {
                ending(reading, ended);
            }
        }
        ended.sort(Comparator.comparingLong(Ended::at)
                .thenComparing(Ended::byEvent)
                .thenComparing(one -> one.byEvent() ? one.reading().last() : -1)
                .thenComparing(one -> one.reading().events().get(0))
                .thenComparing(one -> one.reading().steps(), PatternBruteForce::earlierStepFirst));
        return chosen(ended);
    }

    private static int earlierStepFirst(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!Objects.equals(a.get(i), b.get(i))) {
                return a.get(i) - b.get(i);
            }
        }
        return a.size() - b.size();
    }

    private List<List<String>> chosen(List<Ended> ended) {
        List<Reading> accepted = new ArrayList<>();
        List<String> matches = new ArrayList<>();
        List<String> timeouts = new ArrayList<>();
        for (Ended one : ended) {
            boolean free = accepted.stream().noneMatch(match -> switch (skip) {
                case PAST_LAST -> one.reading().events().get(0) <= match.last();
                case TO_NEXT ->
                    one.reading().events().get(0).equals(match.events().get(0));
                case NONE -> false;
            });
            if (free) {
                (one.isMatch() ? matches : timeouts).add(text(one.reading()) + " at " + one.at());
            }
            if (free && one.isMatch()) {
                accepted.add(one.reading());
            }
        }
        return List.of(matches, timeouts);
    }

    private String text(Reading reading) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < reading.events().size(); i++) {
            Reading prefix = reading.first(i + 1);
            Times times = parts.get(prefix.step()).times();
            boolean lastOfStep =
                    i + 1 == reading.events().size() || reading.steps().get(i + 1) != prefix.step();
            if (!times.isUnbounded() || prefix.ordinal() <= times.min() || lastOfStep) {
                text.append(events.get(prefix.last()).id()).append(' ');
            }
        }
        return text.toString().strip();
    }

    /** All legal readings of one subsequence. */
    private List<Reading> readings(int subset) {
        List<Reading> readings = List.of(new Reading(List.of(), List.of()));
        for (int event = 0; event < events.size(); event++) {
            if ((subset & 1 << event) != 0) {
                List<Reading> longer = new ArrayList<>();
                for (Reading reading : readings) {
                    for (int step = 0; step < parts.size(); step++) {
                        if (takes(reading, event, step) && skippedRightly(reading, event)) {
                            longer.add(reading.plus(event, step));
                        }
                    }
                }
                readings = longer;
            }
        }
        return readings;
    }

    /** Whether none of the events between the last one taken and another could have been taken. */
    private boolean skippedRightly(Reading reading, int until) {
        if (reading.events().isEmpty()) {
            return true;
        }
        for (int event = reading.last() + 1; event < until; event++) {
            for (int step = 0; step < parts.size(); step++) {
                if (takes(reading, event, step)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean takes(Reading reading, int event, int step) {
        return mayTake(reading, event, step) && holds(reading, event, step);
    }

    /** Whether the rules let a reading go on with an event as a step, whatever the event is. */
    private boolean mayTake(Reading reading, int event, int step) {
        Part part = parts.get(step);
        if (reading.events().isEmpty()) {
            return parts.subList(0, step).stream().allMatch(Part::optional);
        }
        boolean inTime =
                events.get(event).time() - events.get(reading.events().get(0)).time() < within;
        boolean adjacent = event == reading.last() + 1;
        if (hasLasted(reading, events.get(event).time())) {
            return false;
        }
        if (!inTime || (part.strict() && !adjacent) || step < reading.step()) {
            return false;
        }
        if (step == reading.step()) {
            return reading.ordinal() < part.times().max();
        }
        return reading.ordinal() >= parts.get(reading.step()).times().min()
                && parts.subList(reading.step() + 1, step).stream().allMatch(Part::optional)
                && parts.subList(reading.step(), step).stream()
                        .allMatch(gap -> isAbsent(gap.absentBehind(), reading.last() + 1, event));
    }

    /** Whether a reading has matched before a time, by the absence that it ends with: then it takes no more. */
    private boolean hasLasted(Reading reading, long time) {
        long end = events.get(reading.last()).time() + lasting;
        return lasting > 0
                && isComplete(reading)
                && time >= end
                && isAbsent(absentAtEnd(), reading.last() + 1, before(end));
    }

    private boolean isAbsent(List<String> types, int from, int until) {
        return events.subList(from, until).stream().noneMatch(event -> types.contains(type(event)));
    }

    private static String type(Event event) {
        return (String) event.value(0);
    }

    private boolean holds(Reading reading, int event, int step) {
        Part part = parts.get(step);
        if (!part.types().contains(type(events.get(event)))) {
            return false;
        }
        if (part.above() < 0) {
            return true;
        }
        BigDecimal amount = (BigDecimal) events.get(event).value(1);
        BigDecimal bound = bound(reading, part);
        return bound != null && amount.compareTo(bound) > 0;
    }

    private @Nullable BigDecimal bound(Reading reading, Part part) {
        if (part.asks() == Reference.Kind.COUNT) {
            return BigDecimal.valueOf(reading.steps().stream()
                    .filter(step -> step == part.above())
                    .count());
        }
        int at = part.asks() == Reference.Kind.FIRST
                ? reading.steps().indexOf(part.above())
                : reading.steps().lastIndexOf(part.above());
        return at < 0 ? null : (BigDecimal) events.get(reading.events().get(at)).value(1);
    }

    private boolean isComplete(Reading reading) {
        return reading.step() == parts.size() - 1
                && reading.ordinal() >= parts.get(reading.step()).times().min();
    }

    private void ending(Reading reading, List<Ended> ended) {
        long last = events.get(reading.last()).time();
        if (isComplete(reading)) {
            if (lasting == 0) {
                ended.add(new Ended(reading, last, true, true));
            } else if (restsUntil(reading, last + lasting)
                    && isAbsent(absentAtEnd(), reading.last() + 1, before(last + lasting))) {
                ended.add(new Ended(reading, last + lasting, false, true));
            }
            return;
        }
        long end = events.get(reading.events().get(0)).time() + within;
        if (restsUntil(reading, end) && isAlive(reading, end)) {
            ended.add(new Ended(reading, end, false, false));
        }
    }

    private List<String> absentAtEnd() {
        return parts.get(parts.size() - 1).absentBehind();
    }

    /** The place of the first event that is not before a time. */
    private int before(long time) {
        return (int) events.stream().filter(event -> event.time() < time).count();
    }

    private boolean restsUntil(Reading reading, long time) {
        return skippedRightly(reading, before(time));
    }

    /** Whether some step could still be taken by an event that came at the end of the time. */
    private boolean isAlive(Reading reading, long end) {
        int next = before(end);
        for (int step = reading.step(); step < parts.size(); step++) {
            List<Event> more = new ArrayList<>(events.subList(0, next));
            more.add(Trace.event("next", null, end - 1, 0));
            if (new PatternBruteForce(parts, within, lasting, skip, more).mayTake(reading, next, step)) {
                return true;
            }
        }
        return false;
    }
}
