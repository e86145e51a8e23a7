package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.list.ListRef;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.measure.SharedState;
import io.bellbuoy.engine.plan.Compiled;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.plan.Hop;
import io.bellbuoy.engine.plan.PatternPlan;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.StageChain;
import io.bellbuoy.engine.plan.StageView;
import io.bellbuoy.engine.plan.StreamPlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.scorecard.Scorecard;
import io.bellbuoy.engine.scorecard.ScorecardCompiler;
import io.bellbuoy.engine.scorecard.Voter;
import io.bellbuoy.engine.slice.GlobalState;
import io.bellbuoy.engine.slice.WindowState;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rule set, checked and compiled, with its detectors. Immutable; shared by all tasks. */
public final class Plan {

    /** The key space of events that wait in a later stage. */
    private static final int BUFFERED = AlertIds.number("space", "waiting") | 1;

    private final RuleSet rules;
    private final StageChain chain;
    private final int stage;
    private final Compiled compiled;
    private final List<Plan> behind = new ArrayList<>();
    private final Map<String, List<Hop>> hops = new LinkedHashMap<>();
    private final List<DetectorCells<?>> detectors = new ArrayList<>();
    private final Map<String, EventBuffer> buffers = new LinkedHashMap<>();
    private final Map<String, SeenIds> seenIds = new LinkedHashMap<>();
    private final Map<String, WaitCells> waits = new LinkedHashMap<>();
    private final PairedStreams pairs;
    private final List<Scorecard> scorecards;
    private final Lifts lifts;
    private final Layout layout;
    private final CellTypes cellTypes = new CellTypes();
    private final String version;
    private final Inventory inventory;

    private Plan(RuleSet rules, List<? extends Detector<?>> detectors, List<? extends UserAggregate<?>> aggregates) {
        this.rules = rules;
        this.chain = new StageChain(rules, aggregates);
        this.stage = 0;
        this.compiled = chain.compiled(0);
        for (Detector<?> detector : detectors) {
            require(detector);
            this.detectors.add(new DetectorCells<>(detector));
        }
        this.scorecards = scorecards();
        this.lifts = Lifts.of(rules);
        this.pairs = new PairedStreams(compiled.joins(), this::isSeen);
        for (StreamPlan stream : declaredStreams()) {
            StreamSpec spec = stream.spec();
            if (spec.deduplicate() != null) {
                seenIds.put(
                        spec.name(), new SeenIds(spec.name(), spec.deduplicate().toMillis()));
            }
        }
        compiled.rules().stream()
                .filter(rule -> !rule.awaited().isEmpty())
                .forEach(rule -> waits.put(rule.spec().name(), new WaitCells(rule)));
        this.layout = layoutOf(chain, 0);
        addStreams();
        addCellTypes();
        this.version = hash(aggregates);
        this.inventory = Inventory.of(version, kinds());
        for (int number = 1; number < chain.size(); number++) {
            behind.add(new Plan(chain, number, version));
        }
    }

    private Plan(StageChain chain, int stage, String version) {
        this.rules = chain.ruleSet(stage);
        this.chain = chain;
        this.stage = stage;
        this.compiled = chain.compiled(stage);
        this.scorecards = List.of();
        this.lifts = Lifts.of(rules);
        this.pairs = new PairedStreams(compiled.joins(), this::isSeen);
        this.layout = layoutOf(chain, stage);
        addStreams();
        addCellTypes();
        this.version = version;
        this.inventory = Inventory.of(version, kinds());
    }

    private static Layout layoutOf(StageChain chain, int stage) {
        return new Layout(chain.size() == 1 ? chain.compiled(0).layout() : chain.layout(stage));
    }

    /** Without those of joins, whose events are made here. */
    private List<StreamPlan> declaredStreams() {
        return compiled.streams().subList(0, rules.streams().size());
    }

    private void addStreams() {
        for (StreamPlan stream : declaredStreams()) {
            String name = stream.spec().name();
            if (waits(stream)) {
                KeyBy by = stage == 0
                        ? null
                        : new KeyBy(BUFFERED, key(), stream.spec().schema());
                buffers.put(name, new EventBuffer(name, by));
            }
            hops.put(name, chain.hops(stage, name));
        }
    }

    private boolean waits(StreamPlan stream) {
        String name = stream.spec().name();
        return isSeen(name, Evaluate.AT_WATERMARK) || pairs.isInOrder(name) || chain.gathersInOrder(stage, name);
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
        return new Plan(rules, detectors, aggregates);
    }

    private void require(Detector<?> detector) {
        String owner = "detector '" + detector.name() + "'";
        List<String> streams =
                compiled.streams().stream().map(stream -> stream.spec().name()).toList();
        if (!streams.contains(detector.stream())) {
            throw new RuleException(
                    owner,
                    "stream",
                    "'" + detector.stream() + "'",
                    "a declared stream" + Nearest.hint(detector.stream(), streams));
        }
        boolean taken = chain.whole().rules().stream()
                        .anyMatch(rule -> rule.spec().name().equals(detector.name()))
                || detectors.stream().anyMatch(other -> other.detector().name().equals(detector.name()));
        if (taken) {
            throw new RuleException(owner, "name", "the name of another rule or detector", "a name of its own");
        }
    }

    private boolean isSeen(String stream, Evaluate moment) {
        boolean byRules = compiled.streams().stream()
                .anyMatch(plan ->
                        plan.spec().name().equals(stream) && !plan.at(moment).isEmpty());
        if (moment == Evaluate.AT_WATERMARK) {
            return byRules || lifts.inOrder().containsKey(stream);
        }
        return byRules
                || lifts.onArrival().containsKey(stream)
                || detectors.stream()
                        .anyMatch(cells -> cells.detector().stream().equals(stream));
    }

    private List<Scorecard> scorecards() {
        List<Voter> voters = new ArrayList<>();
        chain.whole().rules().forEach(rule -> voters.add(Voter.of(rule)));
        for (DetectorCells<?> cells : detectors) {
            Detector<?> detector = cells.detector();
            voters.add(Voter.detector(detector.name(), detector.version(), detector.stream()));
        }
        List<StreamSpec> streams =
                compiled.streams().stream().map(StreamPlan::spec).toList();
        rules.scorecards().forEach(chain::requireAtHome);
        return new ScorecardCompiler(streams, voters).compile(rules.scorecards());
    }

    private void addCellTypes(WindowState state) {
        cellTypes.add(state);
        if (state instanceof GlobalState global && global.backlog() != null) {
            cellTypes.add(global.backlog());
        }
    }

    private void addCellTypes() {
        compiled.streams().stream()
                .flatMap(stream -> stream.shared().stream())
                .map(SharedState::state)
                .forEach(this::addCellTypes);
        for (FeaturePlan feature : compiled.features()) {
            Stream.ofNullable(feature.close()).forEach(cellTypes::add);
        }
        for (RulePlan rule : compiled.rules()) {
            Stream.ofNullable(rule.rung()).forEach(cellTypes::add);
            Stream.ofNullable(rule.close()).forEach(cellTypes::add);
            Stream.ofNullable(rule.suppressed()).forEach(cellTypes::add);
            Stream.ofNullable(rule.pattern()).map(PatternPlan::cells).forEach(cellTypes::add);
        }
        compiled.tables().forEach(table -> cellTypes.add(table.state()));
        for (JoinCells join : pairs.cells()) {
            cellTypes.add(join.left());
            cellTypes.add(join.right());
        }
        detectors.forEach(cellTypes::add);
        buffers.values().forEach(cellTypes::add);
        waits.values().forEach(cellTypes::add);
        seenIds.values().forEach(cellTypes::add);
        cellTypes.add(Blocks.CELLS);
        cellTypes.add(Inventory.CELLS);
        compiled.lists().forEach(list -> list.cellTypes().forEach(cellTypes::add));
    }

    // ---- one plan after another

    private Map<Integer, Inventory.Kind> kinds() {
        Map<Integer, Set<Integer>> owners = new TreeMap<>();
        for (FeaturePlan feature : compiled.features()) {
            String owner = owner("feature", feature.spec().name());
            own(owners, owner, feature.measure().state(), backlog(feature.measure()), feature.close());
        }
        for (RulePlan rule : compiled.rules()) {
            CellType<?> state = rule.measure() == null ? null : rule.measure().state();
            CellType<?> pattern = rule.pattern() == null ? null : rule.pattern().cells();
            String owner = owner("rule", rule.spec().name());
            own(owners, owner, state, backlog(rule.measure()), rule.rung(), rule.close(), rule.suppressed(), pattern);
        }
        Map<Integer, Inventory.Kind> kinds = new TreeMap<>();
        for (CellType<?> type : cellTypes.all()) {
            kinds.put(type.id(), new Inventory.Kind(type.parts(), owners.getOrDefault(type.id(), Set.of())));
        }
        return kinds;
    }

    private static @Nullable CellType<?> backlog(@Nullable Measure measure) {
        return measure instanceof Measure.Global global ? global.state().backlog() : null;
    }

    private static String owner(String what, String name) {
        return what + " '" + name + "'";
    }

    private static void own(Map<Integer, Set<Integer>> owners, String owner, @Nullable CellType<?>... types) {
        for (CellType<?> type : types) {
            if (type != null) {
                owners.computeIfAbsent(type.id(), any -> new TreeSet<>()).add(number(owner));
            }
        }
    }

    private static int number(String owner) {
        return AlertIds.number("owner", owner);
    }

    /** The numbers of rules and features in the inventory. */
    Set<Integer> owners(Set<String> names) {
        return names.stream().map(Plan::number).collect(Collectors.toSet());
    }

    /** The rules and features that may begin without the state they had. */
    Set<String> coldOwners() {
        Set<String> cold = new TreeSet<>();
        rules.features().stream()
                .filter(feature -> feature.restart() == Restart.COLD)
                .forEach(feature -> cold.add(owner("feature", feature.name())));
        rules.rules().stream()
                .filter(rule -> rule.restart() == Restart.COLD)
                .forEach(rule -> cold.add(owner("rule", rule.name())));
        return cold;
    }

    Inventory inventory() {
        return inventory;
    }

    /**
     * Checks that another plan can follow this one while tasks run.
     *
     * @throws RuleException if application or streams differ, or if a rule or feature was changed so that its state cannot
     *     serve it and it is not marked {@link Restart#COLD}
     */
    public void requireSuccessor(Plan next) {
        if (!rules.application().equals(next.rules.application())) {
            throw fixed("application-id", "'" + next.rules.application() + "'", "'" + rules.application() + "'");
        }
        List<String> before = rules.streams().stream().map(StreamSpec::toString).toList();
        List<String> after =
                next.rules.streams().stream().map(StreamSpec::toString).toList();
        if (!before.equals(after)) {
            throw fixed("streams", "other streams or settings of streams", "those of the start");
        }
        if (!rules.tables().toString().equals(next.rules.tables().toString())) {
            throw fixed("tables", "other tables or settings of tables", "those of the start");
        }
        if (!rules.joins().toString().equals(next.rules.joins().toString())) {
            throw fixed("joins", "other joins", "those of the start");
        }
        if (!behind.isEmpty() || !next.behind.isEmpty()) {
            throw fixed("rules", "rules that need stages behind the first", "a restart for these");
        }
        if (!topicsOfLists(rules).equals(topicsOfLists(next.rules))) {
            throw fixed("lists", "other lists with a topic", "those of the start; entries and effects may change");
        }
        layout.checkNext(next.layout, next.coldOwners());
    }

    /** They are read from the start on. */
    private static Map<String, String> topicsOfLists(RuleSet rules) {
        Map<String, String> topics = new TreeMap<>();
        rules.lists().stream()
                .filter(list -> list.topic() != null)
                .forEach(list -> topics.put(list.name(), list.topic() + list.expiryRequired()));
        return topics;
    }

    private static RuleException fixed(String property, String found, String allowed) {
        return new RuleException(
                "bellbuoy",
                property,
                found + ", which cannot change while the service runs",
                allowed + "; or restart it");
    }

    private String hash(List<? extends UserAggregate<?>> aggregates) {
        List<String> parts = new ArrayList<>();
        aggregates.forEach(aggregate -> parts.add(aggregate.name() + "=" + aggregate.version()));
        chain.whole()
                .rules()
                .forEach(rule -> parts.add(
                        rule.spec().name() + "=" + rule.version() + rule.spec().evaluate()
                                + rule.spec().emit() + rule.spec().allowedLateness()
                                + rule.spec().suppress() + rule.spec().block()
                                + rule.spec().mode()));
        chain.whole().features().forEach(feature -> parts.add(feature.spec().toString()));
        rules.streams().forEach(stream -> parts.add(stream.toString()));
        rules.tables().forEach(table -> parts.add(table.toString()));
        rules.joins().forEach(join -> parts.add(join.toString()));
        detectors.forEach(cells ->
                parts.add(cells.detector().name() + "=" + cells.detector().version()));
        rules.lists().forEach(list -> parts.add(list.toString()));
        scorecards.forEach(scorecard -> parts.add(scorecard.spec().name() + "=" + scorecard.version()));
        return AlertIds.hash(parts.toArray(String[]::new));
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

    /** Detectors may read anything; and what tables and joins keep may be read by rules that are yet to come. */
    private boolean isReadWhole(String stream) {
        return detectors.stream().anyMatch(cells -> cells.detector().stream().equals(stream))
                || compiled.tables().stream()
                        .anyMatch(table -> table.spec().name().equals(stream))
                || compiled.joins().stream().anyMatch(join -> join.joins(stream));
    }

    /** Whether events of a stream wait for the watermark before some rule takes them. */
    public boolean isBuffered(String stream) {
        return buffers.containsKey(stream);
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
        return List.copyOf(behind);
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

    ListPlan list(String name) {
        return compiled.lists().stream()
                .filter(list -> list.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No list is named '" + name + "'."));
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
        return buffers.get(stream);
    }

    @Nullable
    SeenIds seenIds(String stream) {
        return seenIds.get(stream);
    }

    @Nullable
    WaitCells waits(String rule) {
        return waits.get(rule);
    }

    /** What joins keep. */
    List<JoinCells> joins() {
        return pairs.cells();
    }

    Lifts lifts() {
        return lifts;
    }

    Layout layout() {
        return layout;
    }
}
