package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.aggregate.AggregateException;
import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.condition.Bindings;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.measure.SharedState;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.pipeline.Places.Place;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.plan.Publication;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.StreamPlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.slice.GlobalState;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.window.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes an event of one stream through the part of the plan that is evaluated at one moment: counted into state, then
 * seen by the rules, then published.
 */
final class StreamRun {

    private final StreamPlan plan;
    private final Turn turn;
    private final RuleObserver observer;
    private final SharedState[] shared;
    /** By the position in {@link #shared}: what is read from it. */
    private final Measure[][] measures;

    private final FeaturePlan[] features;
    private final RuleRun[] rules;
    private final PatternRun[] patterns;
    private final Publication[] publications;
    private final Decisions decisions;
    private final Lateness late;
    private final Supplier<@Nullable Place> place;
    /** By the position of shared state: the key it was counted under, or null if it did not count. */
    private final @Nullable KeyState[] counted;

    private final List<GlobalRun> globals;

    private @Nullable Event current;
    private final Bindings fields = this::field;

    StreamRun(
            StreamPlan plan,
            int sharedStates,
            Turn turn,
            RuleObserver observer,
            List<RuleRun> rules,
            Decisions decisions,
            List<PatternRun> patterns,
            Supplier<@Nullable Place> place) {
        this.plan = plan;
        this.place = place;
        this.turn = turn;
        this.observer = observer;
        this.shared = plan.shared().toArray(SharedState[]::new);
        this.measures =
                plan.shared().stream().map(state -> measuresOf(plan, state)).toArray(Measure[][]::new);
        this.features = plan.features().toArray(FeaturePlan[]::new);
        this.rules = rules.toArray(RuleRun[]::new);
        this.decisions = decisions;
        this.patterns = patterns.toArray(PatternRun[]::new);
        this.publications = plan.publications().toArray(Publication[]::new);
        this.late = new Lateness(sharedStates, turn, observer);
        this.counted = new KeyState[sharedStates];
        this.globals = plan.shared().stream()
                .filter(state -> state.state() instanceof GlobalState)
                .map(state -> new GlobalRun(state, turn, rules, plan.features(), this))
                .toList();
    }

    private static Measure[] measuresOf(StreamPlan plan, SharedState state) {
        return Stream.concat(
                        plan.features().stream().map(FeaturePlan::measure),
                        plan.rules().stream().map(RulePlan::measure))
                .filter(measure -> measure != null && measure.shared() == state.index())
                .toArray(Measure[]::new);
    }

    private @Nullable Object field(int slot) {
        return current == null ? null : current.value(slot);
    }

    void onEvent(Event event) {
        current = event;
        late.begin();
        decisions.begin();
        for (int i = 0; i < shared.length; i++) {
            count(event, shared[i], measures[i]);
        }
        for (FeaturePlan feature : features) {
            onFeature(event, feature);
        }
        for (RuleRun rule : rules) {
            ask(event, rule);
        }
        for (PatternRun pattern : patterns) {
            take(event, pattern);
        }
        for (Publication publication : publications) {
            publish(event, publication);
        }
        for (GlobalRun global : globals) {
            global.onEvent(counted[global.shared()]);
        }
        late.emit(event);
    }

    /** The global windows that it counts into. */
    List<GlobalRun> globals() {
        return globals;
    }

    /** A time fired what a feature reads. */
    void onFiring(KeyState key, FeaturePlan feature, Window window) {
        if (feature.spec().publish() != null) {
            publishClosed(key, feature, window);
        }
    }

    /** Decides on an event that the rules, and on arrival the detectors, have seen. */
    void decide(Event event) {
        decisions.decide(event);
    }

    // ---- counting

    private void count(Event event, SharedState shared, Measure[] measures) {
        counted[shared.index()] = null;
        try {
            String key = shared.keyOf(event);
            if (key == null || !shared.accepts(fields)) {
                return;
            }
            late.accepted(shared.index());
            if (isLateForAll(measures, event.time()) && !joins(measures, shared, key, event.time())) {
                return;
            }
            KeyState state = turn.state().of(shared.by().space(), key);
            shared.state().add(turn.state(), state, event.time(), shared.read(fields), event.position());
            counted[shared.index()] = state;
        } catch (RuntimeException e) {
            throw RuleFailure.counting(shared.name(), e);
        }
    }

    /**
     * Whether an old event belongs to a session that still takes events. The measures that share sessions have the same gap
     * and lateness, so one answers for all.
     */
    private boolean joins(Measure[] measures, SharedState shared, String key, long time) {
        if (measures.length == 0 || !(measures[0] instanceof Measure.Session sessions)) {
            return false;
        }
        boolean taken = sessions.takes(turn.state().of(shared.by().space(), key), time, turn.watermark());
        if (taken) {
            late.joined(shared.index());
        }
        return taken;
    }

    private boolean isLateForAll(Measure[] measures, long time) {
        for (Measure measure : measures) {
            if (!measure.isLate(time, turn.watermark())) {
                return false;
            }
        }
        return true;
    }

    // ---- features

    private void onFeature(Event event, FeaturePlan feature) {
        Measure measure = feature.measure();
        if (late.isLate(measure, event.time())) {
            late.add(feature.spec().name(), measure.newestWindow(event.time()));
            return;
        }
        KeyState key = counted[measure.shared()];
        Instants close = feature.close();
        if (key != null
                && measure instanceof Measure.Global global
                && global.state().fires(key)) {
            publishFired(event, key, feature);
        }
        if (key == null || close == null) {
            return;
        }
        if (measure instanceof Measure.Session session) {
            onSession(
                    key, feature, close, Objects.requireNonNull(session.state().at(key, event.time())));
            return;
        }
        Measure.Aligned aligned = (Measure.Aligned) measure;
        Closing.schedule(turn, key, close, aligned, event.time());
        publishRevised(event, key, feature, aligned);
    }

    private void publishFired(Event event, KeyState key, FeaturePlan feature) {
        String topic = feature.spec().publish();
        if (topic != null) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put(feature.spec().name(), valueAsOf(event, feature, key));
            var by = feature.by().parse(key.key().key());
            turn.emit(new Output.Values(topic, event.key(), event.id(), by, event.time(), null, values));
        }
    }

    private void onSession(KeyState key, FeaturePlan feature, Instants close, Window session) {
        if (session.end() <= turn.watermark()) {
            publishClosed(key, feature, session);
        } else {
            Closing.schedule(turn, key, close, session);
        }
    }

    /** A late event that still counts changes windows that were published. */
    private void publishRevised(Event event, KeyState key, FeaturePlan feature, Measure.Aligned measure) {
        long last = Math.min(measure.windows().lastEnd(event.time()), turn.watermark());
        long end = Closing.firstOpenEnd(measure, event.time(), turn.watermark());
        for (; end <= last; end = measure.windows().nextEnd(end)) {
            publishClosed(key, feature, measure.windows().endingAt(end));
        }
    }

    /** The watermark passed the end of a window of a feature that is published on close. */
    void onFeatureClose(KeyState key, FeaturePlan feature, Instants close, long end) {
        if (feature.measure() instanceof Measure.Session session) {
            Window window = session.state().endingAt(key, end);
            if (window != null) {
                publishClosed(key, feature, window);
            }
            Closing.reschedule(turn, key, close, session, end);
            return;
        }
        Measure.Aligned measure = (Measure.Aligned) feature.measure();
        publishClosed(key, feature, measure.windows().endingAt(end));
        Closing.reschedule(turn, key, close, measure, end);
    }

    private void publishClosed(KeyState key, FeaturePlan feature, Window window) {
        Map<String, String> by = feature.by().parse(key.key().key());
        String recordKey = RecordKeys.of(by, plan.spec().key());
        Totals totals = new Totals(feature.measure().state().columns());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        try {
            feature.measure().total(key, window, totals);
            if (totals.isEmpty()) {
                return;
            }
            values.put(feature.spec().name(), feature.valueOf(totals));
        } catch (AggregateException e) {
            Place where = Objects.requireNonNullElse(
                    place.get(), new Place(plan.spec().name(), 0));
            turn.emit(FailedClose.of("feature", feature.spec().name(), by, recordKey, window, where, e));
            return;
        }
        String topic = String.valueOf(feature.spec().publish());
        turn.emit(new Output.Values(topic, recordKey, null, by, window.end(), window, values));
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
            values.put(feature.spec().name(), valueAsOf(event, feature, state));
        }
        Map<String, String> by = publication.by().parse(key);
        turn.emit(new Output.Values(
                publication.topic(), RecordKeys.of(by, plan.spec().key()), event.id(), by, event.time(), null, values));
    }

    private @Nullable Object valueAsOf(Event event, FeaturePlan feature, KeyState state) {
        try {
            return feature.valueAsOf(state, event.time(), event.position());
        } catch (RuntimeException e) {
            throw new RuleFailure(feature.spec().name(), e);
        }
    }

    // ---- rules

    private void ask(Event event, RuleRun rule) {
        Turn.Mark mark = rule.plan().spec().isShadow() ? turn.mark() : null;
        try {
            RulePlan rulePlan = rule.plan();
            Measure measure = rulePlan.measure();
            if (measure == null) {
                askWithoutWindow(event, rule);
            } else if (late.isLate(measure, event.time())) {
                late(rulePlan, measure.newestWindow(event.time()));
            } else if (counted[measure.shared()] != null) {
                rule.onEvent(event, counted[measure.shared()]);
            }
        } catch (RuntimeException e) {
            failed(rule.plan(), mark, e);
        }
    }

    /** A rule that is only tried does no harm: its own changes are undone, and the event goes on. */
    private void failed(RulePlan rule, Turn.@Nullable Mark mark, RuntimeException e) {
        if (mark == null) {
            throw new RuleFailure(rule.spec().name(), e);
        }
        turn.undo(mark);
        observer.shadowFailed(rule.spec().name());
    }

    private void late(RulePlan rule, Window window) {
        if (rule.spec().isShadow()) {
            observer.late(rule.spec().name());
        } else {
            late.add(rule.spec().name(), window);
        }
    }

    private void take(Event event, PatternRun pattern) {
        Turn.Mark mark = pattern.plan().spec().isShadow() ? turn.mark() : null;
        try {
            if (pattern.isLate(event, plan.index())) {
                late(pattern.plan(), pattern.bounds(event));
            } else {
                pattern.onEvent(event, plan.index());
            }
        } catch (RuntimeException e) {
            failed(pattern.plan(), mark, e);
        }
    }

    private void askWithoutWindow(Event event, RuleRun rule) {
        RulePlan rulePlan = rule.plan();
        String key = rulePlan.by().of(event);
        if (key == null || rulePlan.where() != null && !rulePlan.where().holds(fields)) {
            return;
        }
        boolean exact = rulePlan.spec().evaluate() == Evaluate.AT_WATERMARK;
        if (exact && isBehind(event.time(), rulePlan.spec().allowedLateness().toMillis())) {
            late(rulePlan, new Window(event.time(), event.time() + 1));
        } else {
            rule.onEvent(event, turn.state().of(rulePlan.by().space(), key));
        }
    }

    private boolean isBehind(long time, long lateness) {
        return turn.watermark() != Watermarks.NONE && time < turn.watermark() - lateness;
    }
}
