package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.alerting.Alerts;
import io.bellbuoy.engine.alerting.Alerts.Subject;
import io.bellbuoy.engine.alerting.Matched;
import io.bellbuoy.engine.condition.EvaluationException;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pattern.Advance;
import io.bellbuoy.engine.pattern.Match;
import io.bellbuoy.engine.pattern.PatternState;
import io.bellbuoy.engine.plan.PatternPlan;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.turn.Evaluations;
import io.bellbuoy.engine.turn.FailedClose;
import io.bellbuoy.engine.turn.Places.Place;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the pattern of one rule in one task, over the events of all streams that its steps read. */
public final class PatternRun {

    /** The value that says where all events of a match lie. */
    private static final String EVENTS = "events";

    /** The value that says which step took the last event of a partial match. */
    private static final String REACHED = "reached";

    private final String application;
    private final RulePlan rule;
    private final PatternPlan pattern;
    private final Turn turn;
    private final Alerts alerts;
    private final RuleObserver observer;
    private final Function<String, @Nullable Place> places;
    private final boolean endsByEvent;
    private final long span;
    private final Sample sample;
    private final Evaluations.Count evaluations;

    /** @param places where the records of a stream lie */
    public PatternRun(
            String application,
            RulePlan rule,
            Turn turn,
            Alerts alerts,
            RuleObserver observer,
            Function<String, @Nullable Place> places) {
        this.application = application;
        this.rule = rule;
        this.pattern = Objects.requireNonNull(rule.pattern());
        this.turn = turn;
        this.alerts = alerts;
        this.observer = observer;
        this.places = places;
        this.sample = new Sample(observer);
        this.evaluations = turn.evaluations().of(rule.spec().name());
        List<Step> steps = pattern.spec().steps();
        Step end = steps.get(steps.size() - 1);
        this.endsByEvent = end instanceof Step.Occurrence;
        Duration lasting = end instanceof Step.Absence absence ? absence.lasting() : null;
        Duration within = pattern.spec().within();
        this.span = Objects.requireNonNullElse(within, Objects.requireNonNullElse(lasting, Duration.ofMillis(1)))
                .toMillis();
    }

    RulePlan plan() {
        return rule;
    }

    Sample sample() {
        return sample;
    }

    RuleSpec spec() {
        return rule.spec();
    }

    /** Whether an event that may matter comes too late to be put in order. */
    boolean isLate(Event event, int stream) {
        return turn.watermark() != Watermarks.NONE
                && event.time() < turn.watermark()
                && keyBy(stream).of(event) != null
                && pattern.matcher().mayConcern(event);
    }

    /** The time in which a pattern lies that an event begins. */
    Window bounds(Event event) {
        return new Window(event.time(), event.time() + span);
    }

    private KeyBy keyBy(int stream) {
        return Objects.requireNonNull(pattern.keys().get(stream));
    }

    /** Takes the next event in the order of time. */
    void onEvent(Event event, int stream) {
        String text = keyBy(stream).of(event);
        if (text == null) {
            return;
        }
        KeyState key = turn.state().of(keyBy(stream).space(), text);
        evaluations.add(1);
        PatternState before = stored(key);
        Advance advance = pattern.matcher().advance(before, event);
        settle(key, before, advance);
        for (Match match : advance.matches()) {
            if (pattern.values().holds(match)) {
                ring(key, match, endsByEvent ? event : null);
            }
        }
    }

    /** The watermark is at the end of a partial match: it has lasted, or its time is over. */
    public void onWake(KeyState key) {
        PatternState before = stored(key);
        Advance advance = pattern.matcher().timeout(before, turn.watermark());
        settle(key, before, advance);
        for (Match match : advance.matches()) {
            ringAtWatermark(key, match);
        }
    }

    /** No event is to blame for a condition that fails here. */
    private void ringAtWatermark(KeyState key, Match match) {
        try {
            if (pattern.values().holds(match)) {
                ring(key, match, null);
            }
        } catch (EvaluationException e) {
            if (rule.spec().isShadow()) {
                observer.shadowFailed(rule.spec().name());
                return;
            }
            Map<String, String> fields = fields(key);
            Place place = places.apply(rule.spec().stream());
            turn.emit(FailedClose.of(
                    "rule",
                    rule.spec().name(),
                    fields,
                    alerts.recordKey(fields),
                    matched(key, match, false).window(),
                    place == null ? new Place(rule.spec().stream(), 0) : place,
                    e));
        }
    }

    private PatternState stored(KeyState key) {
        Object stored = key.get(pattern.cells().id(), 0);
        return stored == null ? PatternState.EMPTY : (PatternState) stored;
    }

    private void settle(KeyState key, PatternState before, Advance advance) {
        if (advance.state() != before) {
            turn.state().put(key, pattern.cells().id(), 0, advance.state().isEmpty() ? null : advance.state());
        }
        String topic = rule.spec().isShadow() ? null : pattern.spec().timeouts();
        if (topic != null) {
            advance.timeouts().forEach(partial -> publishTimeout(topic, key, partial));
        }
        advance.dropped().forEach(partial -> observer.dropped(rule.spec().name()));
    }

    // ---- what comes out

    private void ring(KeyState key, Match match, @Nullable Event event) {
        observer.matched(rule.spec().name());
        Matched matched = matched(key, match, endsByEvent);
        Map<String, @Nullable Object> shown = shown(match, matched);
        if (rule.publish() != null) {
            publish(rule.publish(), key, matched, event, shown);
        }
        if (alerts.isHeldBack(key, match.at(), observer)) {
            return;
        }
        Subject subject = new Subject(key, matched.window(), event, null, null, matched);
        alerts.fire(subject, 1, () -> shown);
    }

    private void publishTimeout(String topic, KeyState key, Match partial) {
        Matched matched = matched(key, partial, false);
        Map<String, @Nullable Object> shown = shown(partial, matched);
        shown.put(REACHED, partial.parts().get(partial.parts().size() - 1).name());
        publish(topic, key, matched, null, shown);
    }

    private Matched matched(KeyState key, Match match, boolean byEvent) {
        return Matched.of(
                match,
                byEvent,
                places,
                application,
                rule.spec().name(),
                rule.version(),
                key.key().key());
    }

    private Map<String, @Nullable Object> shown(Match match, Matched matched) {
        Map<String, @Nullable Object> shown =
                new LinkedHashMap<>(pattern.values().of(match));
        shown.put(EVENTS, matched.events());
        return shown;
    }

    private void publish(
            String topic, KeyState key, Matched matched, @Nullable Event event, Map<String, @Nullable Object> shown) {
        Map<String, String> fields = fields(key);
        turn.emit(new Output.Values(
                topic,
                alerts.recordKey(fields),
                event == null ? null : event.id(),
                fields,
                matched.at(),
                matched.window(),
                shown,
                matched.id()));
    }

    private Map<String, String> fields(KeyState key) {
        return rule.by().parse(key.key().key());
    }
}
