package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.measure.SharedState;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.List;

/**
 * All that an event of one stream meets.
 *
 * @param index the position of the stream
 * @param spec its declaration
 * @param shared the states it is counted into
 * @param features the features it feeds
 * @param rules the rules that watch it
 * @param publications the features to publish with each event
 */
public record StreamPlan(
        int index,
        StreamSpec spec,
        List<SharedState> shared,
        List<FeaturePlan> features,
        List<RulePlan> rules,
        List<Publication> publications) {

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
                        .toList());
    }

    /** Whether there is nothing to do with an event. */
    public boolean isEmpty() {
        return shared.isEmpty() && features.isEmpty() && rules.isEmpty() && publications.isEmpty();
    }
}
