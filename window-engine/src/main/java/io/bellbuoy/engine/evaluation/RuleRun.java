package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.aggregate.AggregateException;
import io.bellbuoy.engine.alert.RungWindows.Rung;
import io.bellbuoy.engine.alerting.Alerts;
import io.bellbuoy.engine.alerting.Alerts.Subject;
import io.bellbuoy.engine.arrival.SeenIds;
import io.bellbuoy.engine.arrival.WaitCells;
import io.bellbuoy.engine.arrival.WaitRun;
import io.bellbuoy.engine.condition.EvaluationException;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Evaluations;
import io.bellbuoy.engine.turn.FailedClose;
import io.bellbuoy.engine.turn.Places.Place;
import io.bellbuoy.engine.turn.Reads;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs one rule in one task: asks it about events, firings and windows that have closed, and publishes its values. */
public final class RuleRun {

    private final RulePlan rule;
    private final Turn turn;
    private final Scope scope;
    private final Alerts alerts;
    private final RuleObserver observer;
    private final Supplier<@Nullable Place> place;
    private final @Nullable Totals totals;
    private final Reads.@Nullable AsOf trailing;
    /** What was published of windows; null if the rule has none that close. */
    private final @Nullable Revisions revisions;

    private final @Nullable SessionRun sessions;
    private final @Nullable AlignedRun windows;
    private final Evaluations.Count evaluations;
    /** How many events a sieve has let it pass for, since that was last counted. */
    private long passed;

    /** Holds back events that wait for tables; null if none does. */
    private @Nullable WaitRun wait;

    /** What scorecards read; null if none weighs the rule. */
    private @Nullable Verdict verdict;

    /** @param scope what the conditions and messages of the rule read */
    public RuleRun(
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
        Measure measure = rule.measure();
        this.totals = measure == null ? null : new Totals(measure.state().columns());
        this.trailing = measure instanceof Measure.Trailing each ? turn.reads().totals(each) : null;
        boolean bySession = measure instanceof Measure.Session;
        this.revisions = rule.rung() == null ? null : new Revisions(rule, bySession, turn, scope, alerts, observer);
        this.sessions = measure instanceof Measure.Session session ? new SessionRun(this, session, turn) : null;
        this.windows = measure instanceof Measure.Aligned aligned
                ? new AlignedRun(this, aligned, turn, Objects.requireNonNull(revisions))
                : null;
        this.evaluations = turn.evaluations().of(rule.spec().name());
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
    public WaitRun waitFor(WaitCells cells, @Nullable SeenIds seenIds) {
        wait = new WaitRun(rule, cells, seenIds, turn, this::askAfterWait);
        return wait;
    }

    private void askAfterWait(Event event, Map<String, @Nullable Object> values) {
        String key = rule.by().of(event);
        if (key != null) {
            scope.resume(event, values);
            askNow(subject(turn.state().of(rule.by().space(), key), null, event, null));
        }
    }

    /** Whether an event in time for which the condition does not hold leaves no trace of the rule. */
    boolean isSilentUnlessItHolds() {
        boolean asksAlone = rule.measure() == null || rule.measure() instanceof Measure.Trailing;
        boolean asks = asksAlone || windows != null && rule.spec().emit() == Emit.EARLY;
        return asks && rule.publish() == null && wait == null && verdict == null;
    }

    /** A sieve has let it pass for an event. */
    void pass() {
        passed++;
    }

    /**
     * Counts the events that a sieve has sorted it out for: as far as anybody can tell, it was asked about them.
     *
     * @param sifted how many the sieve had to do with
     */
    void countSifted(long sifted) {
        evaluations.add(sifted - passed);
        passed = 0;
    }

    // ---- an event

    /** Looks at an event that counts for this rule and is not late. */
    void onEvent(Event event, KeyState key) {
        scope.begin(event);
        Measure measure = rule.measure();
        if (measure == null) {
            publish(event, key);
            ask(subject(key, null, event, null));
        } else if (measure instanceof Measure.Global global && !global.state().fires(key)) {
            // Nobody asks before it fires.
            return;
        } else if (trailing != null || measure instanceof Measure.Global) {
            Totals content = asOf(event, key);
            scope.compute(content);
            publish(event, key);
            ask(subject(key, null, event, content));
        } else if (sessions != null) {
            sessions.onEvent(event, key);
        } else {
            Objects.requireNonNull(windows).onEvent(event, key);
        }
    }

    /** Publishes the values of a window as of an event that is about to ask for it. */
    void publishAsOf(Event event, KeyState key) {
        if (rule.publish() != null) {
            scope.compute(asOf(event, key));
            publish(event, key);
        }
    }

    private Totals asOf(Event event, KeyState key) {
        if (trailing != null) {
            return trailing.of(key, event.time(), event.position());
        }
        Totals content = cleared();
        Objects.requireNonNull(rule.measure()).asOf(key, event.time(), event.position(), content);
        return content;
    }

    Totals cleared() {
        Totals content = Objects.requireNonNull(totals);
        content.clear();
        return content;
    }

    Subject subject(KeyState key, @Nullable Window window, @Nullable Event event, @Nullable Totals content) {
        return new Subject(key, window, event, content, place.get());
    }

    /** Whether the condition holds for a content of a window, which an event has asked for. */
    boolean holdsFor(Totals content) {
        scope.compute(content);
        boolean holds = holds();
        note(holds);
        return holds;
    }

    /** Whether a scorecard weighs the rule and its condition has not held yet for the event at hand. */
    boolean isAskedOn() {
        return verdict != null && !verdict.holds();
    }

    private boolean holds() {
        evaluations.add(1);
        return rule.when().holds(scope);
    }

    private void note(boolean holds) {
        if (verdict != null) {
            verdict.note(holds);
        }
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
        boolean holds = holds();
        note(holds);
        if (!holds) {
            return;
        }
        observer.matched(rule.spec().name());
        if (!alerts.isHeldBack(subject.key(), subject.time(), observer)) {
            alerts.fire(subject, 1, scope);
        }
    }

    // ---- no event is current

    /** A time fired a global window. */
    void onFiring(KeyState key, Window window) {
        Totals content = cleared();
        Objects.requireNonNull(rule.measure()).total(key, window, content);
        beginAtClose(key, window);
        try {
            scope.compute(content);
            publish(key, window);
            ask(subject(key, window, null, content));
        } catch (AggregateException | EvaluationException e) {
            failedAtClose(key, window, e);
        }
    }

    /** The watermark passed the end of a window of a rule that emits on close. */
    public void onClose(KeyState key, long end) {
        if (sessions != null) {
            sessions.onClose(key, end);
        } else {
            Objects.requireNonNull(windows).onClose(key, end);
        }
    }

    /** The watermark passed the end of windows that rang early, or the time until which late data revises them. */
    public void onRungClose(KeyState key) {
        Objects.requireNonNull(windows).onRungClose(key);
    }

    /** Asks for a closed window; returns whether there are values to publish. */
    boolean askAtClose(KeyState key, Window window) {
        try {
            return askClosed(key, window);
        } catch (AggregateException e) {
            failedAtClose(key, window, e);
            return false;
        } catch (EvaluationException e) {
            failedAtClose(key, window, e);
            return true;
        }
    }

    /** Asks for a closed window; false if it holds nothing. */
    boolean askClosed(KeyState key, Window window) {
        Totals content = cleared();
        Objects.requireNonNull(rule.measure()).total(key, window, content);
        if (content.isEmpty()) {
            return false;
        }
        beginAtClose(key, window);
        scope.compute(content);
        Objects.requireNonNull(revisions).settle(subject(key, window, null, content), holds(), true);
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
        alerts.withdraw(subject(key, window, null, reason), rung.revision() + 1, scope);
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

    // ---- publication

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
