package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.aggregate.AggregateException;
import io.bellbuoy.engine.alert.RungWindows;
import io.bellbuoy.engine.alert.RungWindows.Rung;
import io.bellbuoy.engine.condition.EvaluationException;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.pipeline.Alerts.Subject;
import io.bellbuoy.engine.pipeline.Places.Place;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.slice.WindowContents;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.window.Window;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs one rule in one task. */
final class RuleRun {

    private final RulePlan rule;
    private final Turn turn;
    private final Scope scope;
    private final Alerts alerts;
    private final RuleObserver observer;
    private final @Nullable Totals totals;
    private final @Nullable WindowContents windows;
    private final Reads.@Nullable AsOf trailing;
    private final @Nullable SessionRun sessions;
    private final Supplier<@Nullable Place> place;
    /** Holds back events that wait for tables; null if none does. */
    private @Nullable WaitRun wait;

    /** What scorecards read; null if none weighs the rule. */
    private @Nullable Verdict verdict;

    RuleRun(
            RulePlan rule,
            Turn turn,
            Scope scope,
            Alerts alerts,
            RuleObserver observer,
            Supplier<@Nullable Place> place) {
        this.rule = rule;
        this.turn = turn;
        this.scope = scope;
        this.alerts = alerts;
        this.observer = observer;
        this.place = place;
        this.totals = rule.measure() == null
                ? null
                : new Totals(rule.measure().state().columns());
        this.windows =
                rule.measure() instanceof Measure.Aligned aligned ? turn.reads().windows(aligned) : null;
        this.trailing =
                rule.measure() instanceof Measure.Trailing each ? turn.reads().totals(each) : null;
        this.sessions = rule.measure() instanceof Measure.Session session ? new SessionRun(this, session, turn) : null;
    }

    RulePlan plan() {
        return rule;
    }

    /** From now on what the rule concludes on each event is noted there. */
    Verdict verdict() {
        if (verdict == null) {
            verdict = new Verdict(scope);
        }
        return verdict;
    }

    /** From now on events without an entry in a table that they wait for are held back. */
    WaitRun waitFor(WaitCells cells, @Nullable SeenIds seenIds) {
        wait = new WaitRun(rule, cells, seenIds, turn, this::askAfterWait);
        return wait;
    }

    private void askAfterWait(Event event, Map<String, @Nullable Object> values) {
        String key = rule.by().of(event);
        if (key != null) {
            scope.resume(event, values);
            askNow(new Subject(turn.state().of(rule.by().space(), key), null, event, null, place.get()));
        }
    }

    private void note(boolean holds) {
        if (verdict != null) {
            verdict.note(holds);
        }
    }

    // ---- an event

    /** Looks at an event that counts for this rule and is not late. */
    void onEvent(Event event, KeyState key) {
        scope.begin(event);
        Measure measure = rule.measure();
        if (measure == null) {
            publish(event, key);
            ask(new Subject(key, null, event, null, place.get()));
        } else if (measure instanceof Measure.Global global && !global.state().fires(key)) {
            // Nobody asks before it fires.
            return;
        } else if (trailing != null || measure instanceof Measure.Global) {
            Totals window = asOf(event, key, measure);
            scope.compute(window);
            publish(event, key);
            ask(new Subject(key, null, event, window, place.get()));
        } else if (sessions != null) {
            sessions.onEvent(event, key);
        } else {
            publishAligned(event, key, (Measure.Aligned) measure);
            askWindows(event, key, (Measure.Aligned) measure);
        }
    }

    private Totals asOf(Event event, KeyState key, Measure measure) {
        if (trailing != null) {
            return trailing.of(key, event.time(), event.position());
        }
        Totals window = cleared();
        measure.asOf(key, event.time(), event.position(), window);
        return window;
    }

    Totals cleared() {
        Totals window = Objects.requireNonNull(totals);
        window.clear();
        return window;
    }

    /** Each event, and each firing, asks anew. */
    private void ask(Subject subject) {
        Event event = subject.event();
        if (wait != null && event != null && wait.isMissing(event)) {
            wait.hold(event, scope.snapshot());
        } else {
            askNow(subject);
        }
    }

    private void askNow(Subject subject) {
        observer.evaluated(rule.spec().name());
        boolean holds = rule.when().holds(scope);
        note(holds);
        if (!holds) {
            return;
        }
        observer.matched(rule.spec().name());
        if (alerts.isSuppressed(subject.key(), subject.time())) {
            observer.suppressed(rule.spec().name());
        } else {
            alerts.fire(subject, 1, scope);
        }
    }

    /**
     * Asks for each window that the event belongs to. Neighbouring windows with the same content are asked once, so the
     * cost follows the slices that hold events, not the windows that overlap. An open window that rang early is not asked
     * again before it closes: busy keys, whose windows have all rung, would pay most for answers that nobody hears. Unless a
     * scorecard does, which asks on until the condition holds in one.
     */
    private void askWindows(Event event, KeyState key, Measure.Aligned measure) {
        boolean onClose = rule.spec().emit() == Emit.ON_CLOSE;
        if (onClose) {
            Closing.schedule(turn, key, Objects.requireNonNull(rule.close()), measure, event.time());
        }
        long last = measure.windows().lastEnd(event.time());
        long end = Closing.firstOpenEnd(measure, event.time(), turn.watermark());
        if (onClose) {
            last = Math.min(last, turn.watermark());
        }
        RungWindows rung = rule.spec().emit() == Emit.EARLY ? rung(key) : RungWindows.NONE;
        WindowContents contents = null;
        while (end <= last) {
            boolean asked = verdict != null && !verdict.holds();
            if (!asked && end > turn.watermark() && rung.find(end) != null) {
                end = measure.windows().nextEnd(end);
                continue;
            }
            if (contents == null) {
                contents = Objects.requireNonNull(windows);
                contents.of(key, event.time(), turn.state().version());
            }
            WindowContents.Content content = contents.at(end);
            scope.compute(content.totals());
            observer.evaluated(rule.spec().name());
            boolean holds = rule.when().holds(scope);
            note(holds);
            long same = Math.min(last, content.last());
            for (long each = end; each <= same; each = measure.windows().nextEnd(each)) {
                settleOnEvent(event, key, measure, each, holds, content.totals());
            }
            end = measure.windows().nextEnd(same);
        }
    }

    private void settleOnEvent(
            Event event, KeyState key, Measure.Aligned measure, long end, boolean holds, Totals content) {
        boolean closed = end <= turn.watermark();
        boolean everyUpdate = rule.spec().emit() == Emit.EVERY_UPDATE;
        if (!closed && !everyUpdate && (!holds || rung(key).find(end) != null)) {
            return;
        }
        Window window = measure.windows().endingAt(end);
        settle(new Subject(key, window, event, content, place.get()), holds, closed);
        if (closed && rule.spec().emit() == Emit.ON_CLOSE) {
            publish(key, window);
        }
    }

    /** A time fired a global window, as no event is current. */
    void onFiring(KeyState key, Window window) {
        Totals content = cleared();
        Objects.requireNonNull(rule.measure()).total(key, window, content);
        beginAtClose(key, window);
        try {
            scope.compute(content);
            publish(key, window);
            ask(new Subject(key, window, null, content, place.get()));
        } catch (AggregateException | EvaluationException e) {
            failedAtClose(key, window, e);
        }
    }

    // ---- a window's close

    /** The watermark passed the end of a window of a rule that emits on close. */
    void onClose(KeyState key, long end) {
        if (sessions != null) {
            sessions.onClose(key, end);
            return;
        }
        Measure.Aligned measure = (Measure.Aligned) Objects.requireNonNull(rule.measure());
        Window window = measure.windows().endingAt(end);
        if (askAtClose(key, window, measure)) {
            publish(key, window);
        }
        Closing.reschedule(turn, key, Objects.requireNonNull(rule.close()), measure, end);
    }

    /** The watermark passed the end of windows that rang early, or the time until which late data revises them. */
    void onRungClose(KeyState key) {
        Measure.Aligned measure = (Measure.Aligned) Objects.requireNonNull(rule.measure());
        for (Rung rung : rung(key).windows()) {
            if (!rung.closed() && rung.end() <= turn.watermark()) {
                if (rule.revisable()) {
                    askAtClose(key, measure.windows().endingAt(rung.end()), measure);
                }
                store(key, rung(key).closed(rung.end()));
            }
        }
        store(key, rung(key));
    }

    /** Asks for a closed window; returns whether there are values to publish. */
    boolean askAtClose(KeyState key, Window window, Measure measure) {
        try {
            return askClosed(key, window, measure);
        } catch (AggregateException e) {
            failedAtClose(key, window, e);
            return false;
        } catch (EvaluationException e) {
            failedAtClose(key, window, e);
            return true;
        }
    }

    /** Asks for a closed window, as no event is current; false if it holds none. */
    boolean askClosed(KeyState key, Window window, Measure measure) {
        Totals content = cleared();
        measure.total(key, window, content);
        if (content.isEmpty()) {
            return false;
        }
        beginAtClose(key, window);
        scope.compute(content);
        observer.evaluated(rule.spec().name());
        settle(new Subject(key, window, null, content, place.get()), rule.when().holds(scope), true);
        return true;
    }

    private void beginAtClose(KeyState key, Window window) {
        var fields = rule.by().parse(key.key().key());
        scope.beginAtClose(fields, alerts.recordKey(fields), window);
    }

    /** Retracts the alert of a window that is no more, with the values it was published with. */
    void withdraw(KeyState key, Window window, Rung rung, Totals reason) {
        beginAtClose(key, window);
        scope.restore(rung.values());
        observer.matched(rule.spec().name());
        alerts.withdraw(new Subject(key, window, null, reason, place.get()), rung.revision() + 1, scope);
    }

    private void failedAtClose(KeyState key, Window window, RuntimeException failure) {
        if (rule.spec().isShadow()) {
            observer.shadowFailed(rule.spec().name());
            return;
        }
        Place where = Objects.requireNonNullElse(place.get(), new Place(rule.spec().stream(), 0));
        var fields = rule.by().parse(key.key().key());
        turn.emit(FailedClose.of("rule", rule.spec().name(), fields, alerts.recordKey(fields), window, where, failure));
    }

    // ---- what was published and what is to be

    private RungWindows rung(KeyState key) {
        return rung(key, 0);
    }

    private RungWindows rung(KeyState key, long chunk) {
        RungWindows rung =
                (RungWindows) key.get(Objects.requireNonNull(rule.rung()).id(), chunk);
        return rung == null ? RungWindows.NONE : rung;
    }

    private void store(KeyState key, RungWindows rung) {
        store(key, 0, rung);
    }

    private void store(KeyState key, long chunk, RungWindows rung) {
        RungWindows.Cells cells = Objects.requireNonNull(rule.rung());
        turn.state().put(key, cells.id(), chunk, rung.without(turn.watermark(), cells.lateness()));
    }

    private void settle(Subject subject, boolean holds, boolean closed) {
        Window window = Objects.requireNonNull(subject.window());
        long end = window.end();
        long chunk = sessions == null ? 0 : window.start();
        RungWindows known = rung(subject.key(), chunk);
        Rung before = known.find(end);
        List<@Nullable Object> values = scope.computed();
        AlertStatus status = next(before, holds, values);
        if (status == null) {
            return;
        }
        observer.matched(rule.spec().name());
        if (before == null && alerts.isSuppressed(subject.key(), subject.time())) {
            observer.suppressed(rule.spec().name());
            return;
        }
        int revision = before == null ? 1 : before.revision() + 1;
        if (status == AlertStatus.FIRING) {
            alerts.fire(subject, revision, scope);
        } else {
            alerts.revise(subject, revision, status, scope);
        }
        store(subject.key(), chunk, known.with(new Rung(end, status, revision, values, closed)));
    }

    /** The status to publish, or null if nothing is new. */
    private static @Nullable AlertStatus next(@Nullable Rung before, boolean holds, List<@Nullable Object> values) {
        if (before == null || before.status() == AlertStatus.RETRACTED) {
            return holds ? AlertStatus.FIRING : null;
        }
        if (!holds) {
            return AlertStatus.RETRACTED;
        }
        return RungWindows.sameValues(before.values(), values) ? null : AlertStatus.REVISED;
    }

    // ---- publication

    private void publishAligned(Event event, KeyState key, Measure.Aligned measure) {
        if (rule.publish() != null && rule.spec().emit() != Emit.ON_CLOSE) {
            Totals content = cleared();
            measure.asOf(key, event.time(), event.position(), content);
            scope.compute(content);
            publish(event, key);
        }
    }

    private void publish(Event event, KeyState key) {
        String topic = rule.publish();
        if (topic != null) {
            var fields = rule.by().parse(key.key().key());
            turn.emit(new Output.Values(
                    topic,
                    alerts.recordKey(event, fields),
                    event.id(),
                    fields,
                    event.time(),
                    null,
                    rule.measure() == null ? scope.featuresByName() : scope.computedByName()));
        }
    }

    /** Publishes the values of a window that has closed. */
    void publish(KeyState key, Window window) {
        String topic = rule.publish();
        if (topic != null) {
            var fields = rule.by().parse(key.key().key());
            turn.emit(new Output.Values(
                    topic, alerts.recordKey(fields), null, fields, window.end(), window, scope.computedByName()));
        }
    }
}
