package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.measure.KeyBy;

/**
 * A feature as one rule reaches it.
 *
 * @param feature the feature
 * @param by the feature's key, taken from the fields of the rule's stream
 * @param sameStream whether the rule watches the stream that feeds the feature
 */
public record FeatureRef(FeaturePlan feature, KeyBy by, boolean sameStream) {}
