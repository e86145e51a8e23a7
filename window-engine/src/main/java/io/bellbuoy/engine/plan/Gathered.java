package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.event.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the events of a stream bring into a stage from those before it, beside their own fields.
 *
 * @param features whose values rules read there or later
 * @param voters the rules and detectors that a scorecard weighs there or later
 */
record Gathered(Set<FeaturePlan> features, Set<String> voters) {

    /** The fields of the forwarded event that hold it. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        features.forEach(feature ->
                fields.add(Field.of(StageChain.FEATURES + feature.spec().name(), feature.type())));
        voters.forEach(voter -> fields.addAll(new VoteFields(voter).fields()));
        return fields;
    }

    /** Whether a field of an event was brought along. */
    boolean has(String field) {
        return fields().stream().anyMatch(own -> own.name().equals(field));
    }
}
