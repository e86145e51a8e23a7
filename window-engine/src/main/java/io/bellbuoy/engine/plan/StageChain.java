package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule set as a chain of stages, each compiled by itself. In a later stage the values of features of earlier ones are
 * fields of the event, named as rules name them.
 */
public final class StageChain {

    /** How the fields of forwarded events that hold features of earlier stages begin. */
    public static final String FEATURES = "features.";

    private final RuleSet rules;
    private final Compiled whole;
    private final Placement placement;
    private final List<Compiled> compiled = new ArrayList<>();
    private final List<RuleSet> ruleSets = new ArrayList<>();

    /**
     * Checks and compiles.
     *
     * @param aggregates those written in Java
     * @throws RuleException if a declaration cannot be run
     * @throws io.bellbuoy.engine.condition.ExpressionException if an expression is not valid
     */
    public StageChain(RuleSet rules, List<? extends UserAggregate<?>> aggregates) {
        this.rules = rules;
        this.whole = new Compiled(rules, aggregates);
        this.placement = new Placement(whole);
        whole.rules().forEach(this::requireBlocksAtHome);
        whole.rules().forEach(this::requireTablesAtHome);
        whole.joins().forEach(join -> requirePairsAtHome(join.spec().name()));
        for (int stage = 0; stage < size(); stage++) {
            ruleSets.add(size() == 1 ? rules : part(stage));
            compiled.add(size() == 1 ? whole : new Compiled(ruleSets.get(stage), aggregates, stage > 0));
        }
    }

    private void requirePairsAtHome(String join) {
        StreamPlan pairs = stream(join);
        for (int stage = 1; stage < size(); stage++) {
            if (visits(stage, pairs, Evaluate.ON_ARRIVAL) || visits(stage, pairs, Evaluate.AT_WATERMARK)) {
                throw new RuleException(
                        "join '" + join + "'",
                        "name",
                        "rules or features over its pairs in stage " + stage + ", by " + String.join(", ", key(stage)),
                        "keys that include the record key for what watches the pairs of a join, since these meet by it");
            }
        }
    }

    private void requireTablesAtHome(RulePlan rule) {
        int firstTableField = rule.firstFeature() + rule.features().size();
        List<String> read = rule.shown().entrySet().stream()
                .filter(shown -> shown.getValue() >= firstTableField)
                .map(Map.Entry::getKey)
                .toList();
        if (!read.isEmpty() && placement.stageOf(rule) > 0) {
            throw new RuleException(
                    "rule '" + rule.spec().name() + "'",
                    "when",
                    String.join(", ", read) + " in stage " + placement.stageOf(rule) + ", by "
                            + String.join(", ", key(placement.stageOf(rule))),
                    "tables in rules by the record key that read no features of other keys, since a table lives by its"
                            + " record key");
        }
    }

    private void requireBlocksAtHome(RulePlan rule) {
        if (rule.spec().block() != null && placement.stageOf(rule) > 0) {
            List<String> read = Placement.readBy(rule).stream()
                    .filter(feature -> placement.stageOf(feature) > 0)
                    .map(feature -> feature.spec().name())
                    .toList();
            throw new RuleException(
                    "rule '" + rule.spec().name() + "'",
                    "action.block",
                    read.isEmpty()
                            ? "a block by " + rule.by() + ", which lacks the record key"
                            : "a block that depends on features of another key: " + String.join(", ", read),
                    "blocks by rules whose key includes the record key and that read features of such keys; let a service"
                            + " that reads the alerts set the block");
        }
    }

    /**
     * Checks that a scorecard weighs only what is known at stage 0.
     *
     * @throws RuleException if one of its rules runs in a later stage
     */
    public void requireAtHome(ScorecardSpec scorecard) {
        List<String> later = whole.rules().stream()
                .filter(rule -> scorecard.weights().containsKey(rule.spec().name()) && placement.stageOf(rule) > 0)
                .map(rule -> rule.spec().name())
                .toList();
        if (!later.isEmpty()) {
            throw new RuleException(
                    ScorecardSpec.owner(scorecard.name()),
                    "weights",
                    String.join(", ", later) + ", which read features of another key than the record key",
                    "rules by keys that include the record key, which are all known where the record is read");
        }
    }

    // ---- what runs where

    /** The number of stages, at least 1. */
    public int size() {
        return placement.stages().size();
    }

    /** The fields by which a stage is partitioned; none for stage 0, which is by the record key. */
    public List<String> key(int stage) {
        return placement.stages().get(stage);
    }

    /** The whole rule set, as if it ran in one stage. */
    public Compiled whole() {
        return whole;
    }

    /** What runs in a stage. */
    public Compiled compiled(int stage) {
        return compiled.get(stage);
    }

    /** What a stage was compiled from. */
    public RuleSet ruleSet(int stage) {
        return ruleSets.get(stage);
    }

    /** For each windowed rule and feature of a stage a text that changes when stored state can no longer serve it. */
    public Map<String, String> layout(int stage) {
        Map<String, String> layout = new LinkedHashMap<>();
        if (stage > 0) {
            layout.put("stage " + stage, "keyed by " + String.join(", ", key(stage)));
        } else {
            // A rule that moves to another stage would begin there without its state.
            whole.layout().keySet().forEach(owner -> layout.put(owner, "in a stage behind"));
        }
        layout.putAll(compiled(stage).layout());
        return layout;
    }

    private RuleSet part(int stage) {
        List<StreamSpec> streams = stage == 0
                ? rules.streams()
                : whole.streams().stream()
                        .filter(stream -> visits(stage, stream, Evaluate.ON_ARRIVAL)
                                || visits(stage, stream, Evaluate.AT_WATERMARK))
                        .map(stream -> forwarded(stage, stream))
                        .toList();
        return new RuleSet(
                rules.application(),
                streams,
                whole.features().stream()
                        .filter(feature -> placement.stageOf(feature) == stage)
                        .map(FeaturePlan::spec)
                        .toList(),
                whole.rules().stream()
                        .filter(rule -> placement.stageOf(rule) == stage)
                        .map(RulePlan::spec)
                        .toList(),
                stage == 0 ? rules.scorecards() : List.of(),
                stage == 0 ? rules.tables() : List.of(),
                stage == 0 ? rules.joins() : List.of(),
                stage == 0 ? rules.lists() : List.of());
    }

    /** The stream as a later stage sees it: its time, ids and duplicates were seen to at stage 0. */
    private StreamSpec forwarded(int stage, StreamPlan stream) {
        StreamSpec spec = stream.spec();
        List<Field> fields = new ArrayList<>(spec.schema().fields());
        gathered(stage, stream)
                .forEach(
                        feature -> fields.add(Field.of(FEATURES + feature.spec().name(), feature.type())));
        return new StreamSpec(
                spec.name(),
                new Schema(fields),
                spec.id(),
                spec.key(),
                TimeSource.ingestion(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                null,
                false);
    }

    // ---- the way of an event

    /** The features of stages before one that rules there or later read of a stream's events. */
    Set<FeaturePlan> gathered(int stage, StreamPlan stream) {
        Set<FeaturePlan> gathered = new LinkedHashSet<>();
        for (RulePlan rule : stream.rules()) {
            if (placement.stageOf(rule) >= stage) {
                Placement.readBy(rule).stream()
                        .filter(feature -> placement.stageOf(feature) < stage)
                        .forEach(gathered::add);
            }
        }
        return gathered;
    }

    /** Whether a stage reads features of its own for rules of later stages in the order of time. */
    public boolean gathersInOrder(int stage, String stream) {
        StreamPlan plan = stream(stream);
        for (int later = stage + 1; later < size(); later++) {
            if (gathered(later, plan).stream()
                    .anyMatch(feature -> placement.stageOf(feature) == stage
                            && feature.spec().evaluate() == Evaluate.AT_WATERMARK)) {
                return true;
            }
        }
        return false;
    }

    private StreamPlan stream(String name) {
        return whole.streams().stream()
                .filter(stream -> stream.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No stream is named '" + name + "'."));
    }

    /** Whether events of a stream have something to do in a stage, of what is evaluated at one moment. */
    private boolean visits(int stage, StreamPlan stream, Evaluate moment) {
        StreamPlan part = stream.at(moment);
        return part.features().stream().anyMatch(feature -> placement.stageOf(feature) == stage)
                || part.patterns().stream().anyMatch(rule -> placement.stageOf(rule) == stage)
                || part.rules().stream()
                        .anyMatch(rule -> placement.stageOf(rule) == stage
                                || Placement.readBy(rule).stream()
                                        .anyMatch(feature -> placement.stageOf(feature) == stage));
    }

    /** Where events of a stream go from a stage, in order; each to the first that it has something to do in. */
    public List<Hop> hops(int from, String stream) {
        StreamPlan plan = stream(stream);
        List<Hop> hops = new ArrayList<>();
        for (int to = from + 1; to < size(); to++) {
            Set<Evaluate> moments = new LinkedHashSet<>();
            for (Evaluate moment : Evaluate.values()) {
                if (visits(to, plan, moment)) {
                    moments.add(moment);
                }
            }
            if (!moments.isEmpty()) {
                hops.add(hop(from, to, plan, moments));
            }
        }
        return hops;
    }

    private Hop hop(int from, int to, StreamPlan stream, Set<Evaluate> moments) {
        Schema schema = compiled(from).streams().stream()
                .filter(plan -> plan.spec().name().equals(stream.spec().name()))
                .map(plan -> plan.spec().schema())
                .findFirst()
                .orElse(stream.spec().schema());
        boolean needsKey =
                stream.rules().stream().noneMatch(rule -> placement.stageOf(rule) == to && rule.measure() == null);
        return new Hop(to, key(to), moments, needsKey, fields(to, stream), gatheredHere(from, to, stream), schema);
    }

    /** The fields that a stage or a later one reads of an event, with the features of stages before. */
    private List<String> fields(int stage, StreamPlan stream) {
        Set<String> names = new LinkedHashSet<>();
        for (int later = stage; later < size(); later++) {
            for (StreamPlan plan : compiled(later).streams()) {
                if (plan.spec().name().equals(stream.spec().name())) {
                    Schema schema = plan.spec().schema();
                    plan.reads().stream()
                            .forEach(position ->
                                    names.add(schema.fields().get(position).name()));
                    names.addAll(key(later));
                }
            }
        }
        names.removeIf(name -> name.startsWith(FEATURES));
        gathered(stage, stream)
                .forEach(feature -> names.add(FEATURES + feature.spec().name()));
        return List.copyOf(names);
    }

    private List<FeaturePlan> gatheredHere(int from, int to, StreamPlan stream) {
        Set<String> names = new LinkedHashSet<>();
        gathered(to, stream).stream()
                .filter(feature -> placement.stageOf(feature) == from)
                .forEach(feature -> names.add(feature.spec().name()));
        return compiled(from).features().stream()
                .filter(feature -> names.contains(feature.spec().name()))
                .toList();
    }

    // ---- for people

    /** What runs where, by stage. */
    public List<StageView> view() {
        List<StageView> view = new ArrayList<>();
        for (int stage = 0; stage < size(); stage++) {
            Compiled part = compiled(stage);
            view.add(new StageView(
                    stage,
                    key(stage),
                    part.streams().stream().map(stream -> stream.spec().name()).toList(),
                    part.features().stream()
                            .map(feature -> feature.spec().name())
                            .toList(),
                    part.rules().stream().map(rule -> rule.spec().name()).toList()));
        }
        return view;
    }
}
