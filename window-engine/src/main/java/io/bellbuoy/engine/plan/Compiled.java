package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.list.ListCompiler;
import io.bellbuoy.engine.list.ListPlan;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule set in the form in which it runs. Immutable once made. */
public final class Compiled {

    private final RuleSet rules;
    private final Joins joins;
    private final StreamNames streams;
    private final Tables tables;
    private final List<ListPlan> lists;
    private final List<FeaturePlan> features = new ArrayList<>();
    private final List<RulePlan> rulePlans = new ArrayList<>();
    private final List<StreamPlan> streamPlans = new ArrayList<>();
    private final Map<String, String> layout = new LinkedHashMap<>();

    /**
     * Checks and compiles.
     *
     * @throws RuleException if a declaration cannot be run
     * @throws io.bellbuoy.engine.condition.ExpressionException if an expression is not valid
     */
    public Compiled(RuleSet rules) {
        this(rules, List.of());
    }

    /**
     * Checks and compiles.
     *
     * @param aggregates those written in Java
     * @throws RuleException if a declaration cannot be run
     * @throws io.bellbuoy.engine.condition.ExpressionException if an expression is not valid
     */
    public Compiled(RuleSet rules, List<? extends UserAggregate<?>> aggregates) {
        this(rules, aggregates, false);
    }

    /**
     * Checks and compiles what runs in one stage.
     *
     * @param aggregates those written in Java
     * @param forwarded whether the events come from a stage before
     */
    Compiled(RuleSet rules, List<? extends UserAggregate<?>> aggregates, boolean forwarded) {
        this.rules = rules;
        this.joins = new Joins(rules.streams(), rules.joins());
        this.streams = new StreamNames(joins.streams(), aggregates, forwarded);
        this.tables = new Tables(rules, streams);
        requireUniqueNames();
        this.lists = ListCompiler.compile(rules.lists(), rules.streams());
        Map<FeatureSpec, MeasureRequest> featureRequests = new LinkedHashMap<>();
        rules.features().forEach(spec -> featureRequests.put(spec, request(spec)));
        Map<RuleSpec, @Nullable MeasureRequest> ruleRequests = new LinkedHashMap<>();
        rules.rules().forEach(spec -> ruleRequests.put(spec, RuleCompiler.request(streams, spec)));
        List<MeasureRequest> requests = new ArrayList<>(featureRequests.values());
        ruleRequests.values().stream().filter(request -> request != null).forEach(requests::add);
        requests.forEach(request -> joins.requireWindow(request.owner(), request.stream(), request.window()));
        SharedStates shared = new SharedStates(streams, requests);
        featureRequests.forEach((spec, request) -> features.add(feature(spec, request, shared)));
        ruleRequests.forEach((spec, request) -> rulePlans.add(rule(spec, request, shared)));
        for (MeasureRequest request : requests) {
            layout.put(request.owner(), SharedStates.layout(request, shared.measure(request)));
        }
        joins.plans().forEach(join -> layout.put(join.spec().owner(), join.layout()));
        tables.plans().forEach(table -> layout.put(table.spec().owner(), table.layout()));
        rulePlans.forEach(this::addLayout);
        buildStreams(shared);
    }

    private void addLayout(RulePlan rule) {
        if (rule.pattern() != null) {
            layout.put(RuleCompiler.owner(rule.spec()), PatternRuleCompiler.layout(rule, rule.pattern()));
        }
    }

    /** The streams, by their position. */
    public List<StreamPlan> streams() {
        return streamPlans;
    }

    /** The features in the order of declaration. */
    public List<FeaturePlan> features() {
        return features;
    }

    /** The lists in the order of declaration. */
    public List<ListPlan> lists() {
        return lists;
    }

    /** The rules in the order of declaration. */
    public List<RulePlan> rules() {
        return rulePlans;
    }

    /** The tables in the order of declaration. */
    public List<TablePlan> tables() {
        return tables.plans();
    }

    /** The joins, each behind those that it joins; their streams are the last of {@link #streams}, in the same order. */
    public List<JoinPlan> joins() {
        return joins.plans();
    }

    /**
     * For each rule and feature with a window or pattern, and each table, a text that changes when stored state can no
     * longer serve it.
     */
    public Map<String, String> layout() {
        return layout;
    }

    private void requireUniqueNames() {
        Set<String> names = new HashSet<>();
        for (RuleSpec rule : rules.rules()) {
            if (!names.add(rule.name())) {
                throw new RuleException("rules", rule.name(), "two rules of that name", "one");
            }
        }
        names.clear();
        for (FeatureSpec feature : rules.features()) {
            if (!names.add(feature.name())) {
                throw new RuleException("features", feature.name(), "two features of that name", "one");
            }
        }
    }

    private MeasureRequest request(FeatureSpec spec) {
        String owner = "feature '" + spec.name() + "'";
        RuleCompiler.requireIdentifier(owner, "name", spec.name());
        StreamSpec stream = streams.require(owner, "stream", spec.stream());
        KeyBy by = streams.keyBy(owner, stream, spec.by());
        AggregateCall call = streams.aggregate(owner, "value", spec.value());
        return new MeasureRequest(
                owner,
                spec.name(),
                stream,
                by,
                spec.where(),
                spec.window(),
                List.of(call),
                List.of("value"),
                spec.evaluate(),
                spec.allowedLateness());
    }

    private FeaturePlan feature(FeatureSpec spec, MeasureRequest request, SharedStates shared) {
        Measure measure = shared.measure(request);
        boolean onClose = spec.emit() == Emit.ON_CLOSE;
        if (onClose && !RuleCompiler.closes(measure)) {
            throw new RuleException(
                    request.owner(),
                    "emit",
                    "on-close with window " + spec.window(),
                    "on-close for tumbling, sliding and session windows, which close; every-update for others");
        }
        Instants close = onClose && spec.publish() != null
                ? new Instants(AlertIds.number("close", "feature", spec.name(), spec.stream()), 0)
                : null;
        return new FeaturePlan(
                spec,
                position(spec.stream()),
                request.by(),
                measure,
                shared.types(request).get(0),
                close);
    }

    private RulePlan rule(RuleSpec spec, @Nullable MeasureRequest request, SharedStates shared) {
        if (spec.block() != null && spec.block().liftOn() != null) {
            streams.require(
                    RuleCompiler.owner(spec),
                    "action.block.lift-on",
                    spec.block().liftOn());
        }
        if (spec.pattern() != null) {
            return new PatternRuleCompiler(streams, joins.streams(), spec).compile(position(spec.stream()));
        }
        return new RuleCompiler(streams, shared, features, tables, lists, spec)
                .compile(position(spec.stream()), request);
    }

    private int position(String stream) {
        List<StreamSpec> all = joins.streams();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(stream)) {
                return i;
            }
        }
        throw new IllegalStateException("Stream '" + stream + "' was checked before.");
    }

    private void buildStreams(SharedStates shared) {
        List<StreamSpec> all = joins.streams();
        for (int i = 0; i < all.size(); i++) {
            int stream = i;
            StreamSpec spec = all.get(i);
            streamPlans.add(new StreamPlan(
                    i,
                    spec,
                    shared.states().stream()
                            .filter(state -> shared.streamOf(state) == spec)
                            .toList(),
                    features.stream()
                            .filter(feature -> feature.stream() == stream)
                            .toList(),
                    rulePlans.stream()
                            .filter(rule -> rule.stream() == stream && rule.pattern() == null)
                            .toList(),
                    publications(stream),
                    rulePlans.stream()
                            .filter(rule -> rule.pattern() != null
                                    && rule.pattern().keys().containsKey(stream))
                            .toList()));
        }
    }

    private List<Publication> publications(int stream) {
        record Together(String topic, List<String> by, Evaluate evaluate) {}
        Map<Together, List<FeaturePlan>> groups = new LinkedHashMap<>();
        for (FeaturePlan feature : features) {
            FeatureSpec spec = feature.spec();
            if (feature.stream() == stream && spec.publish() != null && feature.isPublishedByEvent()) {
                groups.computeIfAbsent(
                                new Together(spec.publish(), feature.by().fields(), spec.evaluate()),
                                any -> new ArrayList<>())
                        .add(feature);
            }
        }
        List<Publication> publications = new ArrayList<>();
        groups.forEach((together, group) -> publications.add(
                new Publication(together.topic(), stream, group.get(0).by(), together.evaluate(), List.copyOf(group))));
        return publications;
    }
}
