package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.measure.SharedState;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that an event of one stream meets.
 *
 * @param index the position of the stream
 * @param spec its declaration
 * @param shared the states it is counted into
 * @param features the features it feeds
 * @param rules the rules that watch it
 * @param publications the features to publish with each event
 * @param patterns the rules whose patterns have steps of its events
 */
public record StreamPlan(
        int index,
        StreamSpec spec,
        List<SharedState> shared,
        List<FeaturePlan> features,
        List<RulePlan> rules,
        List<Publication> publications,
        List<RulePlan> patterns) {

    /** The part that is evaluated at one of the two moments. */
    public StreamPlan at(Evaluate moment) {
        return new StreamPlan(
                index,
                spec,
                shared.stream().filter(state -> state.evaluate() == moment).toList(),
                features.stream()
                        .filter(feature -> feature.spec().evaluate() == moment)
                        .toList(),
                rules.stream().filter(rule -> rule.spec().evaluate() == moment).toList(),
                publications.stream()
                        .filter(publication -> publication.evaluate() == moment)
                        .toList(),
                patterns.stream()
                        .filter(rule -> rule.spec().evaluate() == moment)
                        .toList());
    }

    /** Whether there is nothing to do with an event. */
    public boolean isEmpty() {
        return shared.isEmpty()
                && features.isEmpty()
                && rules.isEmpty()
                && publications.isEmpty()
                && patterns.isEmpty();
    }

    /** The positions of the fields that are read of an event; the others need no decoding. */
    public BitSet reads() {
        BitSet reads = new BitSet();
        Stream.of(spec.id(), spec.key(), spec.time().field())
                .filter(Objects::nonNull)
                .forEach(field -> reads.set(spec.schema().position(field)));
        for (SharedState state : shared) {
            state.by().addPositions(reads);
            addSlots(state.where(), reads);
            state.inputs().forEach(input -> addSlots(input, reads));
        }
        features.forEach(feature -> feature.by().addPositions(reads));
        for (RulePlan rule : rules) {
            rule.by().addPositions(reads);
            addSlots(rule.where(), reads);
            addSlots(rule.when(), reads);
            rule.shown().values().stream().filter(slot -> slot < rule.fields()).forEach(reads::set);
            rule.features().forEach(feature -> feature.by().addPositions(reads));
        }
        patterns.stream()
                .map(RulePlan::pattern)
                .filter(Objects::nonNull)
                .forEach(pattern -> addPattern(pattern, reads));
        return reads;
    }

    private void addPattern(PatternPlan pattern, BitSet reads) {
        reads.or(pattern.matcher().reads(spec.name()));
        Objects.requireNonNull(pattern.keys().get(index)).addPositions(reads);
    }

    /** Slots beyond the schema are computed values and features, which are no fields. */
    private void addSlots(@Nullable Expression expression, BitSet reads) {
        if (expression != null) {
            expression.slots().stream()
                    .filter(slot -> slot < spec.schema().size())
                    .forEach(reads::set);
        }
    }
}
