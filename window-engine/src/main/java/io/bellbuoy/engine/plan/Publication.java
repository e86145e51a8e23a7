package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.rule.Evaluate;
import java.util.List;

/**
 * Features that are published together: of the same topic, stream and key, with every event.
 *
 * @param topic where to
 * @param stream the position of the stream
 * @param by the key
 * @param evaluate when
 * @param features the features, in the order of declaration
 */
public record Publication(String topic, int stream, KeyBy by, Evaluate evaluate, List<FeaturePlan> features) {}
