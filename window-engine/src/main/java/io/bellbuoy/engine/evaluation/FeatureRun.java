package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.aggregate.AggregateException;
import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.FailedClose;
import io.bellbuoy.engine.turn.Places.Place;
import io.bellbuoy.engine.turn.RecordKeys;
import io.bellbuoy.engine.turn.RuleFailure;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs one feature in one task: publishes its values when windows close or fire. Rules read it from state by themselves. */
public final class FeatureRun {

    private final FeaturePlan feature;
    private final Measure measure;
    private final @Nullable Instants close;
    private final StreamSpec stream;
    private final Turn turn;
    private final Supplier<@Nullable Place> place;

    FeatureRun(FeaturePlan feature, StreamSpec stream, Turn turn, Supplier<@Nullable Place> place) {
        this.feature = feature;
        this.measure = feature.measure();
        this.close = feature.close();
        this.stream = stream;
        this.turn = turn;
        this.place = place;
    }

    /** What it runs. */
    public FeaturePlan plan() {
        return feature;
    }

    /**
     * Looks at an event.
     *
     * @param key the key that it counted under; null if it did not count
     */
    void onEvent(Event event, @Nullable KeyState key, Lateness late) {
        if (late.isLate(measure, event.time())) {
            late.add(feature.spec().name(), measure.newestWindow(event.time()));
            return;
        }
        if (key == null) {
            return;
        }
        if (measure instanceof Measure.Global global && global.state().fires(key)) {
            publishFired(event, key);
        }
        if (close == null) {
            return;
        }
        if (measure instanceof Measure.Session session) {
            onSession(key, close, Objects.requireNonNull(session.state().at(key, event.time())));
            return;
        }
        Measure.Aligned aligned = (Measure.Aligned) measure;
        Closing.schedule(turn, key, close, aligned, event.time());
        publishRevised(event, key, aligned);
    }

    private void publishFired(Event event, KeyState key) {
        String topic = feature.spec().publish();
        if (topic != null) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put(feature.spec().name(), valueAsOf(feature, event, key));
            var by = feature.by().parse(key.key().key());
            turn.emit(new Output.Values(topic, event.key(), event.id(), by, event.time(), null, values));
        }
    }

    /**
     * The value of a feature as of an event.
     *
     * @throws RuleFailure if it has none
     */
    static @Nullable Object valueAsOf(FeaturePlan feature, Event event, KeyState state) {
        try {
            return feature.valueAsOf(state, event.time(), event.position());
        } catch (RuntimeException e) {
            throw new RuleFailure(feature.spec().name(), e);
        }
    }

    private void onSession(KeyState key, Instants close, Window session) {
        if (session.end() <= turn.watermark()) {
            publishClosed(key, session);
        } else {
            Closing.schedule(turn, key, close, session);
        }
    }

    /** A late event that still counts changes windows that were published. */
    private void publishRevised(Event event, KeyState key, Measure.Aligned aligned) {
        long last = Math.min(aligned.windows().lastEnd(event.time()), turn.watermark());
        long end = Closing.firstOpenEnd(aligned, event.time(), turn.watermark());
        for (; end <= last; end = aligned.windows().nextEnd(end)) {
            publishClosed(key, aligned.windows().endingAt(end));
        }
    }

    /** The watermark passed the end of a window of a feature that is published on close. */
    public void onClose(KeyState key, long end) {
        Instants instants = Objects.requireNonNull(close);
        if (measure instanceof Measure.Session session) {
            Window window = session.state().endingAt(key, end);
            if (window != null) {
                publishClosed(key, window);
            }
            Closing.reschedule(turn, key, instants, session, end);
            return;
        }
        Measure.Aligned aligned = (Measure.Aligned) measure;
        publishClosed(key, aligned.windows().endingAt(end));
        Closing.reschedule(turn, key, instants, aligned, end);
    }

    /** A time fired a global window. */
    void onFiring(KeyState key, Window window) {
        if (feature.spec().publish() != null) {
            publishClosed(key, window);
        }
    }

    private void publishClosed(KeyState key, Window window) {
        Map<String, String> by = feature.by().parse(key.key().key());
        String recordKey = RecordKeys.of(by, stream.key());
        Totals totals = new Totals(measure.state().columns());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        try {
            measure.total(key, window, totals);
            if (totals.isEmpty()) {
                return;
            }
            values.put(feature.spec().name(), feature.valueOf(totals));
        } catch (AggregateException e) {
            Place where = Objects.requireNonNullElse(place.get(), new Place(stream.name(), 0));
            turn.emit(FailedClose.of("feature", feature.spec().name(), by, recordKey, window, where, e));
            return;
        }
        String topic = String.valueOf(feature.spec().publish());
        turn.emit(new Output.Values(topic, recordKey, null, by, window.end(), window, values));
    }
}
