package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.state.KeyState;
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
        @Nullable Instants close) {

    /**
     * The value as of an event.
     *
     * @param key the state of the feature's key
     * @param time the event's time, epoch milliseconds
     * @param offset the event's offset if it counted here, else -1
     * @return null for no data
     */
    public @Nullable Object valueAsOf(KeyState key, long time, long offset) {
        Totals totals = new Totals(measure.state().columns());
        measure.asOf(key, time, offset, totals);
        return valueOf(totals);
    }

    /** Whether it is published with each event; else when a window closes or fires. */
    public boolean isPublishedByEvent() {
        return close == null && !(measure instanceof Measure.Global);
    }

    /** Its only aggregate. */
    public Measure.Reading reading() {
        return measure.readings().get(0);
    }

    /** The value of a window's totals; null for no data. */
    public @Nullable Object valueOf(Totals totals) {
        return reading().of(totals);
    }
}
