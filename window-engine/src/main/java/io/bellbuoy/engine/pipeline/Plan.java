package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.alerting.Lifts;
import io.bellbuoy.engine.arrival.EventBuffer;
import io.bellbuoy.engine.arrival.JoinCells;
import io.bellbuoy.engine.arrival.SeenIds;
import io.bellbuoy.engine.arrival.WaitCells;
import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.detector.DetectorCells;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.list.ListRef;
import io.bellbuoy.engine.plan.Compiled;
import io.bellbuoy.engine.plan.Hop;
import io.bellbuoy.engine.plan.StageChain;
import io.bellbuoy.engine.plan.StageView;
import io.bellbuoy.engine.plan.StreamPlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.scorecard.Scorecard;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.succession.Inventory;
import io.bellbuoy.engine.succession.Layout;
import io.bellbuoy.engine.succession.Succession;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule set, checked and compiled, with its detectors. Immutable; shared by all tasks. */
public final class Plan {

    private final RuleSet rules;
    private final StageChain chain;
    private final int stage;
    private final Compiled compiled;
    private final List<Plan> behind;
    private final List<DetectorCells<?>> detectors;
    private final List<Scorecard> scorecards;
    private final String version;
    private final Map<String, List<Hop>> hops = new LinkedHashMap<>();
    private final Lifts lifts;
    private final StreamCells kept;
    private final Succession succession;
    private final CellTypes cellTypes;
    private final Inventory inventory;
    private final Map<String, List<CellType<?>>> owned;

    Plan(
            RuleSet rules,
            StageChain chain,
            int stage,
            List<Plan> behind,
            List<DetectorCells<?>> detectors,
            List<Scorecard> scorecards,
            String version) {
        this.rules = rules;
        this.chain = chain;
        this.stage = stage;
        this.compiled = chain.compiled(stage);
        this.behind = List.copyOf(behind);
        this.detectors = detectors;
        this.scorecards = scorecards;
        this.version = version;
        compiled.streams().forEach(plan -> {
            String name = plan.spec().name();
            hops.put(name, chain.hops(stage, name));
        });
        this.lifts = Lifts.of(chain.ruleSet(stage));
        // Without those of joins, whose events are made here.
        List<StreamPlan> declared =
                compiled.streams().subList(0, rules.streams().size());
        this.kept = new StreamCells(chain, stage, declared, detectors, lifts);
        Layout layout = new Layout(chain.size() == 1 ? compiled.layout() : chain.layout(stage));
        this.succession = new Succession(rules, layout, !behind.isEmpty());
        CellKinds kinds = new CellKinds(compiled, detectors, kept);
        this.cellTypes = kinds.types();
        this.inventory = kinds.inventory(version);
        this.owned = kinds.owned();
    }

    /**
     * Checks and compiles a rule set.
     *
     * @param detectors detectors that run beside the rules
     * @throws RuleException if a declaration cannot be run
     * @throws io.bellbuoy.engine.condition.ExpressionException if an expression is not valid
     */
    public static Plan compile(RuleSet rules, List<? extends Detector<?>> detectors) {
        return compile(rules, detectors, List.of());
    }

    /**
     * Checks and compiles a rule set.
     *
     * @param detectors detectors that run beside the rules
     * @param aggregates aggregates written in Java that the rules may use by their names
     * @throws RuleException if a declaration cannot be run
     * @throws io.bellbuoy.engine.condition.ExpressionException if an expression is not valid
     */
    public static Plan compile(
            RuleSet rules, List<? extends Detector<?>> detectors, List<? extends UserAggregate<?>> aggregates) {
        return new PlanCompiler(rules, detectors, aggregates).compile();
    }

    /**
     * Checks that another plan can follow this one while tasks run.
     *
     * @throws RuleException if application or streams differ, or if a rule or feature was changed so that its state cannot
     *     serve it and it is not marked {@link Restart#COLD}
     */
    public void requireSuccessor(Plan next) {
        succession.require(next.succession);
    }

    /**
     * Which rule set took the place of this one in the state of a task, so that this one may be an old copy.
     *
     * @return its version; null if this one is in force there, or never was
     */
    public @Nullable String replacedBy(TaskState state) {
        Inventory found = Inventory.find(state);
        return found != null && found.earlier().contains(version) ? found.version() : null;
    }

    /** What it was compiled from. */
    public RuleSet rules() {
        return rules;
    }

    /** The kinds of state it keeps. */
    public CellTypes cellTypes() {
        return cellTypes;
    }

    /** A hash of all that decides results: 12 hex digits. */
    public String version() {
        return version;
    }

    /** The version of each rule by its name, in the order of declaration, those of stages behind this one among them. */
    public Map<String, String> ruleVersions() {
        Map<String, String> versions = new LinkedHashMap<>();
        chain.whole().rules().forEach(rule -> versions.put(rule.spec().name(), rule.version()));
        return versions;
    }

    /**
     * The positions of the fields that the rules, features and detectors read of an event of a stream, and tables and joins keep. The
     * values of other fields may be left out of the event: it makes no difference to results.
     *
     * @throws IllegalArgumentException if there is no such stream
     */
    public BitSet reads(String stream) {
        StreamPlan plan = compiled.streams().stream()
                .filter(candidate -> candidate.spec().name().equals(stream))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No stream is named '" + stream + "'."));
        BitSet reads = plan.reads();
        for (Hop hop : hops(stream)) {
            hop.fields().stream()
                    .mapToInt(plan.spec().schema()::position)
                    .filter(at -> at >= 0)
                    .forEach(reads::set);
        }
        if (isReadWhole(stream)) {
            reads.set(0, plan.spec().schema().size());
        }
        for (ListPlan list : compiled.lists()) {
            ListRef ref = list.in(plan.spec());
            if (ref != null) {
                reads.set(ref.field());
            }
        }
        return reads;
    }

    /** Detectors may read anything; and what waits, or tables and joins keep, may be read by rules that are yet to come. */
    private boolean isReadWhole(String stream) {
        return kept.holds(stream)
                || detectors.stream()
                        .anyMatch(cells -> cells.detector().stream().equals(stream))
                || compiled.tables().stream()
                        .anyMatch(table -> table.spec().name().equals(stream))
                || compiled.joins().stream().anyMatch(join -> join.joins(stream));
    }

    // ---- the chain of stages

    /** The number of this stage: 0 reads the streams, each later one what the stages before it send. */
    public int stage() {
        return stage;
    }

    /** The fields by which this stage is partitioned; none for stage 0, which is by the record key. */
    public List<String> key() {
        return chain.key(stage);
    }

    /** The plans of the stages behind, in order; none for those themselves, and if all runs by the record key. */
    public List<Plan> behind() {
        return behind;
    }

    /**
     * The stage whose tasks keep the blocks of record keys, see {@link Task#blocks}.
     *
     * @param recordKey the field whose value is the record key of a stream
     */
    public int stageOfBlocks(String recordKey) {
        return chain.stageOfBlocks(recordKey);
    }

    /** What runs where, by stage. */
    public List<StageView> view() {
        return chain.view();
    }

    /** The fields of a stream's events here, with the features of stages before; null if this stage does not read it. */
    @Nullable
    Schema schema(String stream) {
        return rules.streams().stream()
                .filter(spec -> spec.name().equals(stream))
                .map(StreamSpec::schema)
                .findFirst()
                .orElse(null);
    }

    /** Whether there is a stage behind this one. */
    boolean isForwarding() {
        return stage + 1 < chain.size();
    }

    /** Where events of a stream go from here. */
    List<Hop> hops(String stream) {
        return hops.getOrDefault(stream, List.of());
    }

    Compiled compiled() {
        return compiled;
    }

    /** A list; null if this stage does not need it. */
    @Nullable
    ListPlan list(String name) {
        return compiled.lists().stream()
                .filter(list -> list.spec().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The scorecards that decide on events of a stream at one of the two moments. */
    List<Scorecard> scorecards(String stream, Evaluate moment) {
        return scorecards.stream()
                .filter(scorecard -> scorecard.spec().stream().equals(stream) && scorecard.evaluate() == moment)
                .toList();
    }

    List<DetectorCells<?>> detectors() {
        return detectors;
    }

    @Nullable
    EventBuffer buffer(String stream) {
        return kept.buffer(stream);
    }

    @Nullable
    SeenIds seenIds(String stream) {
        return kept.seenIds(stream);
    }

    @Nullable
    WaitCells waits(String rule) {
        return kept.waits(rule);
    }

    /** What joins keep. */
    List<JoinCells> joins() {
        return kept.joins();
    }

    Lifts lifts() {
        return lifts;
    }

    /** What the state of a task consists of. */
    Inventory inventory() {
        return inventory;
    }

    /** By rule and feature of this stage, as messages name them: the kinds of state it keeps, those that others read too among them. */
    Map<String, List<CellType<?>>> owned() {
        return owned;
    }

    /** How it follows another plan. */
    Succession succession() {
        return succession;
    }
}
