package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.state.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * A feature as one rule reaches it.
 *
 * @param feature the feature
 * @param by the feature's key, taken from the fields of the rule's stream
 * @param sameStream whether the rule watches the stream that feeds the feature
 */
public record FeatureRef(FeaturePlan feature, KeyBy by, boolean sameStream) {

    /** The value as of an event; null for no data, and for an event without the feature's key. */
    public @Nullable Object valueAsOf(Event event, TaskState state) {
        String key = by.of(event);
        if (key == null) {
            return null;
        }
        return feature.valueAsOf(state.of(by.space(), key), event.time(), sameStream ? event.position() : -1);
    }
}
