package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alerting.Alerts;
import io.bellbuoy.engine.alerting.Blocks;
import io.bellbuoy.engine.alerting.Overrides;
import io.bellbuoy.engine.arrival.JoinCells;
import io.bellbuoy.engine.arrival.JoinRun;
import io.bellbuoy.engine.arrival.TableRun;
import io.bellbuoy.engine.arrival.WaitCells;
import io.bellbuoy.engine.arrival.WaitRun;
import io.bellbuoy.engine.detector.DetectorCells;
import io.bellbuoy.engine.detector.DetectorRun;
import io.bellbuoy.engine.evaluation.Decisions;
import io.bellbuoy.engine.evaluation.FeatureRun;
import io.bellbuoy.engine.evaluation.GlobalRun;
import io.bellbuoy.engine.evaluation.PatternRun;
import io.bellbuoy.engine.evaluation.RuleRun;
import io.bellbuoy.engine.evaluation.Scope;
import io.bellbuoy.engine.evaluation.StagedVotes;
import io.bellbuoy.engine.evaluation.StreamRun;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.list.TaskLists;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.plan.Hop;
import io.bellbuoy.engine.plan.JoinPlan;
import io.bellbuoy.engine.plan.PatternPlan;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.StreamPlan;
import io.bellbuoy.engine.plan.TablePlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.turn.Places;
import io.bellbuoy.engine.turn.Places.Place;
import io.bellbuoy.engine.turn.RuleFailure;
import io.bellbuoy.engine.turn.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a task together: for each stream what its events meet, and for each kind of cell what wakes it. */
final class TaskParts {

    private final Plan plan;
    private final Turn turn;
    private final StageSender sender;
    private final RuleObserver observer;
    private final Blocks blocks;
    private final TaskLists lists;
    private final Wake wake;
    private final Places places;
    private final Map<String, StreamParts> streams = new LinkedHashMap<>();
    private @Nullable StreamParts recent;
    /** By table: the rules whose events wait for its entries. */
    private final Map<String, List<WaitRun>> waits = new HashMap<>();

    private final Map<String, PatternRun> patterns = new LinkedHashMap<>();
    private final List<GlobalRun> globals = new ArrayList<>();

    TaskParts(Plan plan, Turn turn, StageSender sender, RuleObserver observer) {
        this.plan = plan;
        this.turn = turn;
        this.sender = sender;
        this.observer = observer;
        this.blocks = new Blocks(turn);
        this.lists = new TaskLists(turn.state());
        this.wake = new Wake(plan.cellTypes());
        this.places = new Places(plan.rules().streams().size());
        plan.compiled().rules().stream().filter(rule -> rule.pattern() != null).forEach(this::addPattern);
        plan.compiled().streams().forEach(this::addStream);
        wake.handle(Blocks.CELLS, (key, value) -> blocks.expire(key));
        plan.compiled()
                .lists()
                .forEach(list -> wake.handle(list.ending(), (key, value) -> lists.expire(list, turn.watermark())));
    }

    private void addPattern(RulePlan rule) {
        PatternPlan pattern = Objects.requireNonNull(rule.pattern());
        StreamSpec stream = plan.compiled().streams().get(rule.stream()).spec();
        Alerts alerts = new Alerts(
                plan.rules().application(), rule, stream.key(), turn, blocks, overrides(stream), plan.stage() > 0);
        PatternRun run = new PatternRun(plan.rules().application(), rule, turn, alerts, observer, this::place);
        patterns.put(rule.spec().name(), run);
        wake.handle(pattern.cells(), (key, value) -> run.onWake(key));
    }

    /** Where the records of a stream lie; null for a joined one, whose events are of two. */
    private @Nullable Place place(String stream) {
        int index = stream(stream).index();
        return index < plan.rules().streams().size() ? places.of(index).get() : null;
    }

    private void addStream(StreamPlan stream) {
        StreamSpec spec = stream.spec();
        List<DetectorRun<?>> detectors = detectors(spec);
        StreamRun onArrival = run(stream, Evaluate.ON_ARRIVAL, detectors);
        StreamRun atWatermark = run(stream, Evaluate.AT_WATERMARK, List.of());
        boolean isEventTime = spec.time().kind() == TimeSource.Kind.EVENT;
        streams.put(
                spec.name(),
                new StreamParts(
                        stream.index(),
                        spec,
                        isEventTime ? spec.maxFuture().toMillis() : StreamParts.UNLIMITED,
                        plan.seenIds(spec.name()),
                        table(spec),
                        onArrival,
                        atWatermark,
                        plan.buffer(spec.name()),
                        detectors,
                        joins(spec, Evaluate.ON_ARRIVAL),
                        joins(spec, Evaluate.AT_WATERMARK),
                        plan.lifts().onArrival().getOrDefault(spec.name(), Set.of()),
                        plan.lifts().inOrder().getOrDefault(spec.name(), Set.of()),
                        forwarding(spec, onArrival, atWatermark)));
    }

    private @Nullable Forwarding forwarding(StreamSpec spec, StreamRun onArrival, StreamRun atWatermark) {
        List<Hop> hops = plan.hops(spec.name());
        return hops.isEmpty() ? null : new Forwarding(sender, turn, hops, onArrival, atWatermark);
    }

    private @Nullable TableRun table(StreamSpec spec) {
        return plan.compiled().tables().stream()
                .filter(table -> table.spec().name().equals(spec.name()))
                .map(table -> new TableRun(table, turn, observer, waitsFor(table)))
                .findFirst()
                .orElse(null);
    }

    private List<WaitRun> waitsFor(TablePlan table) {
        return waits.computeIfAbsent(table.spec().name(), any -> new ArrayList<>());
    }

    private List<JoinRun> joins(StreamSpec side, Evaluate moment) {
        List<JoinRun> joins = new ArrayList<>();
        for (JoinCells cells : plan.joins()) {
            JoinSpec join = cells.plan().spec();
            if (cells.moment() == moment && cells.plan().joins(side.name())) {
                boolean onArrival = moment == Evaluate.ON_ARRIVAL;
                Consumer<Event> pairs = pair -> take(stream(join.name()), pair, onArrival);
                joins.add(new JoinRun(cells, join.left().equals(side.name()), turn, observer, pairs));
            }
        }
        return List.copyOf(joins);
    }

    private void take(StreamParts stream, Event pair, boolean onArrival) {
        if (onArrival) {
            onArrival(stream, pair);
        } else {
            inOrder(stream, pair);
        }
        if (stream.forwarding() != null) {
            stream.forwarding().forward(pair, onArrival, !onArrival);
        }
    }

    private List<DetectorRun<?>> detectors(StreamSpec spec) {
        List<DetectorRun<?>> detectors = new ArrayList<>();
        for (DetectorCells<?> cells : plan.detectors()) {
            if (cells.detector().stream().equals(spec.name())) {
                detectors.add(new DetectorRun<>(plan.rules().application(), cells, spec.schema(), spec.key(), turn));
            }
        }
        return List.copyOf(detectors);
    }

    private StreamRun run(StreamPlan whole, Evaluate moment, List<DetectorRun<?>> detectors) {
        StreamPlan part = whole.at(moment);
        List<RuleRun> rules = new ArrayList<>();
        for (RulePlan rule : part.rules()) {
            rules.add(rule(rule, part.spec(), part.index()));
        }
        int sharedStates = plan.compiled().streams().stream()
                .mapToInt(stream -> stream.shared().size())
                .sum();
        Decisions decisions = new Decisions(
                turn,
                overrides(part.spec()),
                plan.scorecards(part.spec().name(), moment),
                rules,
                detectors,
                new StagedVotes(part.spec().schema(), plan.hops(part.spec().name())));
        StreamRun run =
                new StreamRun(part, sharedStates, turn, observer, rules, decisions, patterns(part), place(part.spec()));
        for (GlobalRun global : run.globals()) {
            globals.add(global);
            wake.handle(global.state(), (key, value) -> global.onWake(key));
        }
        for (FeatureRun feature : run.features()) {
            wake.handle(feature.plan().close(), (key, end) -> feature.onClose(key, (Long) end));
        }
        return run;
    }

    private List<PatternRun> patterns(StreamPlan part) {
        return part.patterns().stream()
                .map(rule -> Objects.requireNonNull(patterns.get(rule.spec().name())))
                .toList();
    }

    private Overrides overrides(StreamSpec stream) {
        return new Overrides(lists, plan.compiled().lists(), stream);
    }

    private RuleRun rule(RulePlan rule, StreamSpec stream, int index) {
        List<String> fieldNames =
                stream.schema().fields().stream().map(Field::name).toList();
        Scope scope = new Scope(rule, fieldNames, turn, lists);
        boolean scattered = plan.stage() > 0 || index >= plan.rules().streams().size();
        Alerts alerts =
                new Alerts(plan.rules().application(), rule, stream.key(), turn, blocks, overrides(stream), scattered);
        RuleRun run = new RuleRun(rule, turn, scope, alerts, observer, place(stream));
        wake.handle(rule.close(), (key, end) -> run.onClose(key, (Long) end));
        WaitCells waiting = plan.waits(rule.spec().name());
        if (waiting != null) {
            WaitRun wait = run.waitFor(waiting, plan.seenIds(stream.name()));
            wake.handle(waiting, (key, value) -> wait.onWake(key));
            rule.awaited().forEach(table -> waitsFor(table).add(wait));
        }
        if (!(rule.measure() instanceof Measure.Session)) {
            wake.handle(rule.rung(), (key, value) -> run.onRungClose(key));
        }
        return run;
    }

    /** Where the records of a stream lie; for a joined one those of its left side. */
    private Supplier<@Nullable Place> place(StreamSpec stream) {
        for (JoinPlan join : plan.compiled().joins()) {
            if (join.spec().name().equals(stream.name())) {
                return place(stream(join.spec().left()).spec());
            }
        }
        return places.of(plan.rules().streams().indexOf(stream));
    }

    /** The lists as the task knows them. */
    TaskLists lists() {
        return lists;
    }

    StreamParts stream(String name) {
        StreamParts stream = recent;
        // Neighbouring events are mostly of one stream, whose name is one object.
        return stream != null && stream.spec().name() == name ? stream : find(name);
    }

    private StreamParts find(String name) {
        StreamParts stream = streams.get(name);
        if (stream == null) {
            throw new IllegalArgumentException(
                    "No stream is named '" + name + "'; the plan has " + streams.keySet() + ".");
        }
        recent = stream;
        return stream;
    }

    Iterable<StreamParts> streams() {
        return streams.values();
    }

    /** Notes where the records of a stream lie, as evidence for alerts that no event triggers. */
    void notePlace(StreamParts stream, Event event) {
        places.note(stream.index(), event.source());
    }

    /** Does what is to be done with an event at once, and with the pairs that it completes. */
    void onArrival(StreamParts stream, Event event) {
        lift(event, stream.lifts());
        stream.onArrival().onEvent(event);
        detect(stream, event);
        stream.onArrival().decide(event);
        stream.joins().forEach(join -> join.onEvent(event));
    }

    /** Does what is to be done with an event in the order of time, and with the pairs that it completes. */
    void inOrder(StreamParts stream, Event event) {
        lift(event, stream.liftsInOrder());
        stream.atWatermark().onEvent(event);
        stream.atWatermark().decide(event);
        stream.joinsInOrder().forEach(join -> join.onEvent(event));
    }

    /** Lifts the block of the account of an event, if one of these rules has set it. */
    private void lift(Event event, Set<String> rules) {
        if (!rules.isEmpty()) {
            blocks.lift(event.stream(), event.key(), event.time(), rules);
        }
    }

    private void detect(StreamParts stream, Event event) {
        for (DetectorRun<?> detector : stream.detectors()) {
            try {
                detector.onEvent(event, observer);
            } catch (RuntimeException e) {
                throw new RuleFailure(detector.name(), e);
            }
        }
    }

    /** Counts the evaluations of a batch that were made for several rules at once. */
    void countEvaluations() {
        for (StreamParts stream : streams.values()) {
            stream.onArrival().countEvaluations();
            stream.atWatermark().countEvaluations();
        }
    }

    /** The global windows of all streams. */
    List<GlobalRun> globals() {
        return globals;
    }

    void wake(KeyState key, long watermark) {
        wake.run(turn.state(), key, watermark);
    }

    void writePlaces(StateOutput out) {
        places.write(out);
    }

    void readPlaces(StateInput in) {
        places.read(in);
    }
}
