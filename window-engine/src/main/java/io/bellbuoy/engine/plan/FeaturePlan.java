package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.rule.FeatureSpec;
import org.jspecify.annotations.Nullable;

/**
 * A compiled feature.
 *
 * @param spec its declaration
 * @param stream the position of its stream
 * @param by its key
 * @param measure its one aggregate
 * @param type the type of its value
 * @param close the cells that hold the next window's end to publish; null unless it is published on close
 */
public record FeaturePlan(
        FeatureSpec spec,
        int stream,
        KeyBy by,
        Measure measure,
        FieldType type,
        @Nullable Instants close) {}
