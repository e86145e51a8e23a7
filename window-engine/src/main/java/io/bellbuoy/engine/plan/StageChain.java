package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    private final StageRoutes routes;
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
        this.routes = new StageRoutes(whole, placement, rules.scorecards());
        new BlockChecks(whole, placement).check();
        whole.rules().forEach(this::requireTablesAtHome);
        for (int stage = 0; stage < size(); stage++) {
            ruleSets.add(size() == 1 ? rules : part(stage));
            compiled.add(size() == 1 ? whole : new Compiled(ruleSets.get(stage), aggregates, stage > 0));
        }
    }

    private void requireTablesAtHome(RulePlan rule) {
        List<String> read = rule.shown().entrySet().stream()
                .filter(shown -> shown.getValue() >= rule.firstTableField() && shown.getValue() < rule.firstList())
                .map(Map.Entry::getKey)
                .toList();
        if (!read.isEmpty() && placement.stageOf(rule) > 0) {
            throw new RuleException(
                    "rule '" + rule.spec().name() + "'",
                    "when",
                    String.join(", ", read) + " in stage " + placement.stageOf(rule) + ", by "
                            + String.join(", ", key(placement.stageOf(rule))),
                    "tables in rules by the record key that read no features of other keys, since a table lives by its"
                            + " record key; let a rule of its own read the table, and a scorecard weigh both");
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
                        .filter(stream -> routes.visits(stage, stream))
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
                stage == 0 ? rules.lists() : listsOf(stage));
    }

    /** The lists that a stage asks, or by which it overrides decisions. */
    private List<ListSpec> listsOf(int stage) {
        return whole.lists().stream()
                .filter(list -> overridesIn(stage, list.spec()) || isAskedIn(stage, list))
                .map(ListPlan::spec)
                .toList();
    }

    private boolean isAskedIn(int stage, ListPlan list) {
        return whole.rules().stream().anyMatch(rule -> placement.stageOf(rule) == stage && rule.asks(list));
    }

    private boolean overridesIn(int stage, ListSpec list) {
        Stream<String> decided = rules.scorecards().stream()
                .filter(scorecard -> stageOf(scorecard) == stage)
                .map(ScorecardSpec::stream);
        Stream<String> blocked = whole.rules().stream()
                .filter(rule -> placement.stageOf(rule) == stage && rule.spec().block() != null)
                .map(rule -> rule.spec().stream());
        return list.effect() != ListSpec.Effect.NONE
                && Stream.concat(decided, blocked)
                        .map(stream -> routes.stream(stream).spec().schema())
                        .anyMatch(schema -> schema.has(list.field()));
    }

    /** The stream as a later stage sees it: its time, ids and duplicates were seen to at stage 0. */
    private StreamSpec forwarded(int stage, StreamPlan stream) {
        StreamSpec spec = stream.spec();
        List<Field> fields = new ArrayList<>(spec.schema().fields());
        fields.addAll(routes.gathered(stage, stream).fields());
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

    /** Whether a stage reads features of its own for rules of later stages in the order of time. */
    public boolean gathersInOrder(int stage, String stream) {
        return routes.gathersInOrder(stage, routes.stream(stream), size());
    }

    /** Where events of a stream go from a stage, in order; each to the first that it has something to do in. */
    public List<Hop> hops(int from, String stream) {
        return routes.hops(from, routes.stream(stream), compiled);
    }

    /** The stage in which a scorecard decides. */
    public int stageOf(ScorecardSpec scorecard) {
        return placement.stageOf(scorecard);
    }

    /** The stage in which the blocks of record keys of that field are kept. */
    public int stageOfBlocks(String recordKey) {
        return whole.rules().stream()
                .filter(rule -> rule.spec().block() != null
                        && whole.streams().get(rule.stream()).spec().key().equals(recordKey))
                .mapToInt(placement::stageOf)
                .max()
                .orElse(0);
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
                    part.rules().stream().map(rule -> rule.spec().name()).toList(),
                    scorecards(stage)));
        }
        return view;
    }

    private List<String> scorecards(int stage) {
        return rules.scorecards().stream()
                .filter(scorecard -> stageOf(scorecard) == stage)
                .map(ScorecardSpec::name)
                .toList();
    }
}
