package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.condition.Guard;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.plan.FeatureRef;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.slice.Ceiling;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.slice.TrailingNumbers;
import io.bellbuoy.engine.slice.WindowContents;
import io.bellbuoy.engine.slice.WindowContents.Content;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Reads;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.AlignedWindows;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value that guards of rules are on, read as the rules would read it. What costs least to read comes first. */
sealed interface GuardedValue {

    /**
     * Which value a guard is on; equal for those of different rules that are on the same.
     *
     * @param rule the rule of the guard
     */
    static Object identity(RulePlan rule, Guard guard) {
        if (guard.slot() < rule.firstComputed()) {
            return guard.slot();
        }
        if (guard.slot() >= rule.firstFeature()) {
            return feature(rule, guard).feature().spec().name();
        }
        Measure measure = Objects.requireNonNull(rule.measure());
        return List.of(measure.shared(), measure.extent(), reading(rule, guard).call());
    }

    /** The value that a guard is on, of an event that is in time and, if it is computed, counted. */
    static GuardedValue of(RulePlan rule, Guard guard, Counting counting, Turn turn) {
        if (guard.slot() < rule.firstComputed()) {
            return new OfField(guard.slot());
        }
        if (guard.slot() >= rule.firstFeature()) {
            FeatureRef ref = feature(rule, guard);
            return new OfFeature(ref, turn.reads().value(ref.feature()));
        }
        Measure measure = Objects.requireNonNull(rule.measure());
        Measure.Reading reading = reading(rule, guard);
        if (measure instanceof Measure.Aligned aligned) {
            return new OfWindows(aligned, reading, counting, turn);
        }
        return new OfTotals(measure, reading, turn.reads().totals(measure), counting);
    }

    private static Measure.Reading reading(RulePlan rule, Guard guard) {
        return Objects.requireNonNull(rule.measure()).readings().get(guard.slot() - rule.firstComputed());
    }

    private static FeatureRef feature(RulePlan rule, Guard guard) {
        return rule.features().get(guard.slot() - rule.firstFeature());
    }

    /** In which order values are read. */
    int rank();

    /**
     * Takes from the rules left those whose guards do not hold.
     *
     * @param left of which at least one has a guard on the value
     */
    void sift(Event event, Mesh mesh, long[] left);

    /** The rules that a result lets pass. Most are far from every literal, and need not be computed to the last digit. */
    private static long[] let(Mesh mesh, Measure.Reading reading, Totals totals) {
        long[] passing = mesh.letNearly(reading.approximately(totals));
        return passing != null ? passing : mesh.let(reading.of(totals));
    }

    /** A field of the event. */
    record OfField(int slot) implements GuardedValue {

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public void sift(Event event, Mesh mesh, long[] left) {
            Mesh.retain(left, mesh.let(event.value(slot)));
        }
    }

    /** What is computed of a trailing window. */
    record OfTotals(Measure measure, Measure.Reading reading, Reads.AsOf totals, Counting counting)
            implements GuardedValue {

        @Override
        public int rank() {
            return 1;
        }

        @Override
        public void sift(Event event, Mesh mesh, long[] left) {
            KeyState key = Objects.requireNonNull(counting.under(measure));
            TrailingNumbers numbers = totals.numbers(key, event.time(), event.position());
            if (numbers == null || !isSifted(mesh, left, numbers)) {
                Mesh.retain(left, let(mesh, reading, totals.of(key, event.time(), event.position())));
            }
        }

        /** Whether numbers alone have told which rules are left. */
        private boolean isSifted(Mesh mesh, long[] left, TrailingNumbers numbers) {
            long[] passing = mesh.letNearly(reading.approximately(numbers));
            if (passing != null) {
                Mesh.retain(left, passing);
                return true;
            }
            if (reading.call().hasCeiling()) {
                double ceiling = reading.call().ceiling(AggregateCall.FLOOR, numbers.peaks(), reading.columns());
                Mesh.retain(left, mesh.letUpTo(ceiling));
            }
            return !mesh.concerns(left);
        }
    }

    /** What is computed of each of the windows that take an event in time: a rule is left if one of them lets it pass. */
    final class OfWindows implements GuardedValue {

        /** So few rules whose ceiling is high enough ask for themselves: they know which windows have rung already. */
        private static final int FEW = 3;

        private final Measure.Aligned measure;
        private final Measure.Reading reading;
        private final @Nullable Ceiling ceiling;
        private final WindowContents contents;
        private final Counting counting;
        private final Turn turn;
        private long[] passing = new long[0];

        private OfWindows(Measure.Aligned measure, Measure.Reading reading, Counting counting, Turn turn) {
            this.measure = measure;
            this.reading = reading;
            this.ceiling = reading.call().hasCeiling()
                    ? measure.state().ceiling(measure.windows(), reading.call(), reading.columns())
                    : null;
            this.contents = turn.reads().windows(measure);
            this.counting = counting;
            this.turn = turn;
        }

        @Override
        public int rank() {
            return 2;
        }

        @Override
        public void sift(Event event, Mesh mesh, long[] left) {
            KeyState key = Objects.requireNonNull(counting.under(measure));
            if (ceiling != null) {
                Mesh.retain(left, mesh.letUpTo(ceiling.of(key, event.time())));
                if (mesh.size() <= FEW || !mesh.concerns(left)) {
                    return;
                }
            }
            Mesh.retain(left, passing(event, key, mesh));
        }

        /** The rules that one of the windows lets pass. */
        private long[] passing(Event event, KeyState key, Mesh mesh) {
            if (passing.length != mesh.words()) {
                passing = new long[mesh.words()];
            }
            Arrays.fill(passing, 0);
            AlignedWindows windows = measure.windows();
            contents.of(key, event.time(), turn.state().version());
            long last = windows.lastEnd(event.time());
            for (long end = windows.firstEnd(event.time()); end <= last; ) {
                Content content = contents.at(end);
                Mesh.add(passing, let(mesh, reading, content.totals()));
                end = windows.nextEnd(Math.min(last, content.last()));
            }
            return passing;
        }
    }

    /** A feature. */
    record OfFeature(FeatureRef feature, Reads.Value value) implements GuardedValue {

        @Override
        public int rank() {
            return 3;
        }

        @Override
        public void sift(Event event, Mesh mesh, long[] left) {
            long[] passing = mesh.letNearly(value.approximately(event, feature));
            Mesh.retain(left, passing != null ? passing : mesh.let(value.asOf(event, feature)));
        }
    }
}
