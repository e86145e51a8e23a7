package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.condition.Bindings;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.measure.SharedState;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.plan.Publication;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.StreamPlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.window.Window;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes an event of one stream through the part of the plan that is evaluated at one moment: counted into state, then
 * seen by the rules, then published.
 */
final class StreamRun {

    private final StreamPlan plan;
    private final Turn turn;
    private final RuleObserver observer;
    private final List<RuleRun> rules;
    private final List<List<Measure>> measuresOfShared = new ArrayList<>();
    /** By the position of shared state: the key it was counted under, or null if it did not count. */
    private final @Nullable KeyState[] counted;

    private @Nullable Event current;
    private final Bindings fields = this::field;

    StreamRun(StreamPlan plan, int sharedStates, Turn turn, RuleObserver observer, List<RuleRun> rules) {
        this.plan = plan;
        this.turn = turn;
        this.observer = observer;
        this.rules = rules;
        this.counted = new KeyState[sharedStates];
        for (SharedState shared : plan.shared()) {
            List<Measure> measures = new ArrayList<>();
            plan.features().stream()
                    .map(FeaturePlan::measure)
                    .filter(m -> m.shared() == shared.index())
                    .forEach(measures::add);
            plan.rules().stream()
                    .map(RulePlan::measure)
                    .filter(m -> m != null && m.shared() == shared.index())
                    .forEach(measures::add);
            measuresOfShared.add(measures);
        }
    }

    private @Nullable Object field(int slot) {
        return current == null ? null : current.value(slot);
    }

    void onEvent(Event event) {
        current = event;
        Lateness late = new Lateness(event);
        for (int i = 0; i < plan.shared().size(); i++) {
            count(event, plan.shared().get(i), measuresOfShared.get(i), late);
        }
        for (FeaturePlan feature : plan.features()) {
            onFeature(event, feature, late);
        }
        for (RuleRun rule : rules) {
            ask(event, rule, late);
        }
        for (Publication publication : plan.publications()) {
            publish(event, publication);
        }
        late.emit();
    }

    // ---- counting

    private void count(Event event, SharedState shared, List<Measure> measures, Lateness late) {
        counted[shared.index()] = null;
        try {
            String key = shared.keyOf(event);
            if (key == null || !shared.accepts(fields)) {
                return;
            }
            late.accepted(shared.index());
            if (isLateForAll(measures, event.time())) {
                return;
            }
            KeyState state = turn.state().of(shared.by().space(), key);
            shared.state()
                    .add(
                            turn.state(),
                            state,
                            event.time(),
                            shared.read(fields),
                            event.source().offset());
            counted[shared.index()] = state;
        } catch (RuntimeException e) {
            throw new RuleFailure(shared.name(), e);
        }
    }

    private boolean isLateForAll(List<Measure> measures, long time) {
        for (Measure measure : measures) {
            if (!measure.isLate(time, turn.watermark())) {
                return false;
            }
        }
        return true;
    }

    // ---- features

    private void onFeature(Event event, FeaturePlan feature, Lateness late) {
        Measure measure = feature.measure();
        if (late.isLate(measure)) {
            late.add(feature.spec().name(), measure);
            return;
        }
        KeyState key = counted[measure.shared()];
        Instants close = feature.close();
        if (key == null || close == null) {
            return;
        }
        Measure.Aligned aligned = (Measure.Aligned) measure;
        Closing.schedule(turn, key, close, aligned, event.time());
        publishRevised(event, key, feature, aligned);
    }

    /** A late event that still counts changes windows that were published. */
    private void publishRevised(Event event, KeyState key, FeaturePlan feature, Measure.Aligned measure) {
        long last = Math.min(measure.windows().lastEnd(event.time()), turn.watermark());
        long every = measure.windows().every();
        for (long end = Closing.firstOpenEnd(measure, event.time(), turn.watermark()); end <= last; end += every) {
            publishClosed(key, feature, measure, end);
        }
    }

    /** The watermark passed the end of a window of a feature that is published on close. */
    void onFeatureClose(KeyState key, FeaturePlan feature, Instants close, long end) {
        Measure.Aligned measure = (Measure.Aligned) feature.measure();
        publishClosed(key, feature, measure, end);
        Closing.reschedule(turn, key, close, measure, end);
    }

    private void publishClosed(KeyState key, FeaturePlan feature, Measure.Aligned measure, long end) {
        Window window = measure.windows().endingAt(end);
        Totals totals = new Totals(measure.state().columns());
        measure.state().total(key, window, totals);
        if (totals.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(feature.spec().name(), feature.valueOf(totals));
        Map<String, String> by = feature.by().parse(key.key().key());
        String recordKey = String.valueOf(by.get(plan.spec().key()));
        turn.emit(
                new Output.Values(String.valueOf(feature.spec().publish()), recordKey, null, by, end, window, values));
    }

    private void publish(Event event, Publication publication) {
        boolean any = publication.features().stream()
                .anyMatch(feature -> counted[feature.measure().shared()] != null);
        String key = any ? publication.by().of(event) : null;
        if (key == null) {
            return;
        }
        KeyState state = turn.state().of(publication.by().space(), key);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FeaturePlan feature : publication.features()) {
            Object value = feature.valueAsOf(state, event.time(), event.source().offset());
            values.put(feature.spec().name(), value);
        }
        turn.emit(new Output.Values(
                publication.topic(), event.key(), event.id(), publication.by().parse(key), event.time(), null, values));
    }

    // ---- rules

    private void ask(Event event, RuleRun rule, Lateness late) {
        try {
            RulePlan rulePlan = rule.plan();
            Measure measure = rulePlan.measure();
            if (measure == null) {
                askWithoutWindow(event, rule, late);
            } else if (late.isLate(measure)) {
                late.add(rulePlan.spec().name(), measure);
            } else if (counted[measure.shared()] != null) {
                rule.onEvent(event, counted[measure.shared()]);
            }
        } catch (RuntimeException e) {
            throw new RuleFailure(rule.plan().spec().name(), e);
        }
    }

    private void askWithoutWindow(Event event, RuleRun rule, Lateness late) {
        RulePlan rulePlan = rule.plan();
        String key = rulePlan.by().of(event);
        if (key == null || rulePlan.where() != null && !rulePlan.where().holds(fields)) {
            return;
        }
        boolean exact = rulePlan.spec().evaluate() == Evaluate.AT_WATERMARK;
        if (exact && isBehind(event.time(), rulePlan.spec().allowedLateness().toMillis())) {
            late.add(rulePlan.spec().name(), new Window(event.time(), event.time() + 1));
        } else {
            rule.onEvent(event, turn.state().of(rulePlan.by().space(), key));
        }
    }

    private boolean isBehind(long time, long lateness) {
        return turn.watermark() != Watermarks.NONE && time < turn.watermark() - lateness;
    }

    /** For which rules and features an event is late. */
    private final class Lateness {

        private final Event event;
        private final List<String> names = new ArrayList<>();
        private final BitSet acceptedShared = new BitSet();
        private @Nullable Window newest;

        Lateness(Event event) {
            this.event = event;
        }

        void accepted(int shared) {
            acceptedShared.set(shared);
        }

        /** Late is what passed the filter and missed every window. */
        boolean isLate(Measure measure) {
            return acceptedShared.get(measure.shared()) && measure.isLate(event.time(), turn.watermark());
        }

        void add(String name, Measure measure) {
            add(name, measure.newestWindow(event.time()));
        }

        void add(String name, Window window) {
            names.add(name);
            observer.late(name);
            newest = newest == null || window.end() > newest.end() ? window : newest;
        }

        void emit() {
            if (newest != null) {
                turn.emit(
                        new Output.Late(event.stream(), event.source(), List.copyOf(names), newest, turn.watermark()));
            }
        }
    }
}
