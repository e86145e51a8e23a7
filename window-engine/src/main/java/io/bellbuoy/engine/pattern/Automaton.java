package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Times;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of a pattern: which stage a partial match is at, what it can take next, and when its time is over. Immutable. */
final class Automaton {

    private final List<Stage> stages;
    private final List<EarlierNames.Name> names;
    private final int[] stageOfName;
    private final Map<String, int[]> kept;
    private final MatchValues values;
    private final Map<String, BitSet> reads;
    private final long within;
    private final long lasting;

    Automaton(PatternSource source) {
        PatternSpec spec = source.spec();
        PatternCompiler compiler = new PatternCompiler(source);
        stages = List.copyOf(compiler.stages());
        names = compiler.names();
        kept = compiler.kept().of(source.schemas().keySet());
        values = compiler.values();
        reads = compiler.reads();
        stageOfName = new int[names.size()];
        for (int i = 0; i < stages.size(); i++) {
            for (int j = 0; j < stages.get(i).alternatives().size(); j++) {
                stageOfName[stages.get(i).firstName() + j] = i;
            }
        }
        within = spec.within() == null ? Long.MAX_VALUE : spec.within().toMillis();
        Step end = spec.steps().get(spec.steps().size() - 1);
        lasting = end instanceof Step.Absence absence && absence.lasting() != null
                ? absence.lasting().toMillis()
                : 0;
    }

    Stage stage(int number) {
        return stages.get(number);
    }

    /** The number of stages. */
    int size() {
        return stages.size();
    }

    Match match(PartialMatch partial, long at) {
        return new Match(partial.last(), names, at);
    }

    MatchValues values() {
        return values;
    }

    BitSet reads(String stream) {
        return reads.getOrDefault(stream, new BitSet());
    }

    /** By stream, the positions of the fields that a taken event keeps. */
    Map<String, int[]> kept() {
        return kept;
    }

    TakenEvent taken(Event event, long sequence) {
        int[] fields = kept.get(event.stream());
        if (fields == null) {
            throw new IllegalArgumentException(
                    "Stream '" + event.stream() + "' is none of the pattern's: " + kept.keySet());
        }
        return TakenEvent.of(event, sequence, fields);
    }

    /** Whether an event may be taken, violate an absence or come between strict steps, whatever was taken before. */
    boolean mayConcern(Event event) {
        return stages.stream().anyMatch(stage -> stage.strict() || stage.mayConcern(event));
    }

    /** When the watermark settles a partial match: it has lasted, or its time is over. */
    long deadline(PartialMatch partial) {
        return waits(partial) ? plus(partial.last().event().time(), lasting) : end(partial.first());
    }

    /** When the time for further events is over. */
    long end(TakenEvent first) {
        return plus(first.time(), within);
    }

    private static long plus(long time, long more) {
        return more > 0 && time > Long.MAX_VALUE - more ? Long.MAX_VALUE : time + more;
    }

    int stage(PartialMatch partial) {
        return stageOfName[partial.last().name()];
    }

    /** Whether all its events are there. */
    boolean isComplete(PartialMatch partial) {
        int last = stages.size() - 1;
        return stage(partial) == last
                && partial.last().ordinal() >= stages.get(last).times().min();
    }

    /** Whether its last event makes it a match. */
    boolean matches(PartialMatch partial) {
        return lasting == 0 && isComplete(partial);
    }

    /** Whether nothing is missing but the absence at the end. */
    boolean waits(PartialMatch partial) {
        return lasting > 0 && isComplete(partial) && partial.barrier() == PartialMatch.OPEN;
    }

    /** Whether the shape of the pattern lets a partial match take its next event at a stage, whatever the event. */
    boolean canTake(PartialMatch partial, int target) {
        int at = stage(partial);
        int ordinal = partial.last().ordinal();
        if (stages.get(target).strict() && !partial.adjacent()) {
            return false;
        }
        if (target == at) {
            return ordinal < stages.get(at).times().max();
        }
        return ordinal >= stages.get(at).times().min() && target <= partial.barrier() && target <= reach(at + 1);
    }

    /** The last stage that can follow when the stages before it are left out: the first one that is required. */
    int reach(int from) {
        int stage = from;
        while (stage < stages.size() - 1 && stages.get(stage).optional()) {
            stage++;
        }
        return stage;
    }

    /** Whether anything can still come of a partial match at a time. */
    boolean canGoOn(PartialMatch partial, long time) {
        if (waits(partial)) {
            return true;
        }
        boolean possible = false;
        for (int target = stage(partial); target < stages.size(); target++) {
            possible |= canTake(partial, target);
        }
        return possible && time < end(partial.first());
    }

    /** A partial match, or a new one, with an event that a stage took under a name. */
    PartialMatch taking(@Nullable PartialMatch partial, int target, int name, TakenEvent taken) {
        if (partial == null || stage(partial) != target) {
            return PartialMatch.taken(Link.after(partial == null ? null : partial.last(), name, 1, taken));
        }
        Link last = partial.last();
        Times times = stages.get(target).times();
        // Of n+ the first n and the last are kept, so that a partial match has an end to its size.
        boolean replaces = times.isUnbounded() && last.ordinal() > times.min();
        return PartialMatch.taken(Link.after(replaces ? last.previous() : last, name, last.ordinal() + 1, taken));
    }

    /** The same partial match after an event that it did not take. */
    PartialMatch skipped(PartialMatch partial, Event event) {
        int at = stage(partial);
        // Behind the last stage is the gap of the absence at the end.
        for (int gap = at; gap < Math.min(reach(at + 1), partial.barrier()); gap++) {
            if (stages.get(gap).violates(event, partial.last())) {
                return new PartialMatch(partial.last(), false, gap);
            }
        }
        return partial.adjacent() ? new PartialMatch(partial.last(), false, partial.barrier()) : partial;
    }
}
