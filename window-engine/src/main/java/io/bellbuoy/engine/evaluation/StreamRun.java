package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.condition.Bindings;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.plan.Publication;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.StreamPlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.scorecard.Vote;
import io.bellbuoy.engine.slice.GlobalState;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.turn.Places.Place;
import io.bellbuoy.engine.turn.RecordKeys;
import io.bellbuoy.engine.turn.RuleFailure;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes an event of one stream through the part of the plan that is evaluated at one moment: counted into state, then
 * seen by the rules, then published.
 */
public final class StreamRun {

    private final StreamPlan plan;
    private final Turn turn;
    private final RuleObserver observer;
    private final Counting counting;
    private final FeatureRun[] features;
    private final RuleRun[] rules;
    private final Sieve sieve;
    private final Sample sample;
    private final PatternRun[] patterns;
    private final Publication[] publications;
    private final Decisions decisions;
    private final Lateness late;
    private final List<GlobalRun> globals;

    private @Nullable Event current;
    private final Bindings fields = this::field;

    /**
     * @param plan what is to be done with the events
     * @param sharedStates how many states the whole plan counts into
     * @param place where the records of the stream lie
     */
    public StreamRun(
            StreamPlan plan,
            int sharedStates,
            Turn turn,
            RuleObserver observer,
            List<RuleRun> rules,
            Decisions decisions,
            List<PatternRun> patterns,
            Supplier<@Nullable Place> place) {
        this.plan = plan;
        this.turn = turn;
        this.observer = observer;
        this.late = new Lateness(sharedStates, turn, observer);
        this.counting = new Counting(plan, sharedStates, turn, late);
        this.features = plan.features().stream()
                .map(feature -> new FeatureRun(feature, plan.spec(), turn, place))
                .toArray(FeatureRun[]::new);
        this.rules = rules.toArray(RuleRun[]::new);
        this.sieve = new Sieve(rules, counting, turn);
        this.sample = new Sample(observer);
        this.decisions = decisions;
        this.patterns = patterns.toArray(PatternRun[]::new);
        this.publications = plan.publications().toArray(Publication[]::new);
        this.globals = plan.shared().stream()
                .filter(state -> state.state() instanceof GlobalState)
                .map(state -> new GlobalRun(state, turn, rules, features()))
                .toList();
    }

    private @Nullable Object field(int slot) {
        return current == null ? null : current.value(slot);
    }

    /** Counts an event, asks rules and patterns about it, decides and publishes. */
    public void onEvent(Event event) {
        current = event;
        late.begin();
        decisions.begin(event);
        counting.count(event, fields);
        for (FeatureRun feature : features) {
            feature.onEvent(event, counting.under(feature.plan().measure()), late);
        }
        askRules(event);
        for (PatternRun pattern : patterns) {
            take(event, pattern);
        }
        for (Publication publication : publications) {
            publish(event, publication);
        }
        for (GlobalRun global : globals) {
            global.onEvent(counting.under(global.shared()));
        }
        late.emit(event);
    }

    /** Counts the evaluations of a batch that were made for several rules at once. */
    public void countEvaluations() {
        sieve.count();
    }

    /** The features of the stream that are evaluated at this moment. */
    public List<FeatureRun> features() {
        return List.of(features);
    }

    /** The global windows that it counts into. */
    public List<GlobalRun> globals() {
        return globals;
    }

    /** The name of the stream. */
    public String stream() {
        return plan.spec().name();
    }

    /** What a rule or detector concluded on the event that is current; null if nobody asks for it. */
    @Nullable
    public Vote vote(String name) {
        return decisions.vote(name);
    }

    /** Decides on an event that the rules, and on arrival the detectors, have seen. */
    public void decide(Event event) {
        decisions.decide(event);
    }

    private void publish(Event event, Publication publication) {
        boolean any = publication.features().stream().anyMatch(feature -> counting.under(feature.measure()) != null);
        String key = any ? publication.by().of(event) : null;
        if (key == null) {
            return;
        }
        KeyState state = turn.state().of(publication.by().space(), key);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FeaturePlan feature : publication.features()) {
            values.put(feature.spec().name(), FeatureRun.valueAsOf(feature, event, state));
        }
        Map<String, String> by = publication.by().parse(key);
        turn.emit(new Output.Values(
                publication.topic(), RecordKeys.of(by, plan.spec().key()), event.id(), by, event.time(), null, values));
    }

    /** Asks the rules, in the order of declaration: all of them if they are timed or the event is late for some. */
    private void askRules(Event event) {
        boolean timed = sample.isNext();
        if (timed || isBehind(event.time(), 0)) {
            for (RuleRun rule : rules) {
                ask(event, rule, timed);
            }
            return;
        }
        sieve.sift(event);
        for (int i = sieve.next(0); i >= 0; i = sieve.next(i + 1)) {
            rules[i].pass();
            ask(event, rules[i], false);
        }
    }

    private void ask(Event event, RuleRun rule, boolean timed) {
        if (timed) {
            sample.begin();
        }
        Turn.Mark mark = rule.plan().spec().isShadow() ? turn.mark() : null;
        try {
            RulePlan rulePlan = rule.plan();
            Measure measure = rulePlan.measure();
            if (measure == null) {
                askWithoutWindow(event, rule);
            } else if (late.isLate(measure, event.time())) {
                late(rulePlan, measure.newestWindow(event.time()));
            } else {
                askIfCounted(event, rule, counting.under(measure));
            }
        } catch (RuntimeException e) {
            failed(rule.plan(), mark, e);
        }
        if (timed) {
            sample.end(rule.plan().spec().name());
        }
    }

    private static void askIfCounted(Event event, RuleRun rule, @Nullable KeyState key) {
        if (key != null) {
            rule.onEvent(event, key);
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
        boolean timed = pattern.sample().isNext();
        if (timed) {
            pattern.sample().begin();
        }
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
        if (timed) {
            pattern.sample().end(pattern.plan().spec().name());
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
