package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.list.ListRef;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.ScorecardSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ways of events through the stages: which of them an event visits, and what it takes along. */
final class StageRoutes {

    private final Compiled whole;
    private final Placement placement;
    private final List<ScorecardSpec> scorecards;

    StageRoutes(Compiled whole, Placement placement, List<ScorecardSpec> scorecards) {
        this.whole = whole;
        this.placement = placement;
        this.scorecards = scorecards;
    }

    /** Whether events of a stream have something to do in a stage, of what is evaluated at one moment. */
    boolean visits(int stage, StreamPlan stream, Evaluate moment) {
        StreamPlan part = stream.at(moment);
        return lifts(stage, stream, moment)
                || part.features().stream().anyMatch(feature -> placement.stageOf(feature) == stage)
                || part.patterns().stream().anyMatch(rule -> placement.stageOf(rule) == stage)
                || part.rules().stream()
                        .anyMatch(rule -> placement.stageOf(rule) == stage
                                || Placement.readBy(rule).stream()
                                        .anyMatch(feature -> placement.stageOf(feature) == stage));
    }

    /** Whether events of a stream have something to do in a stage. */
    boolean visits(int stage, StreamPlan stream) {
        return visits(stage, stream, Evaluate.ON_ARRIVAL) || visits(stage, stream, Evaluate.AT_WATERMARK);
    }

    /** Whether events of a stream lift blocks that are kept in a stage. */
    private boolean lifts(int stage, StreamPlan stream, Evaluate moment) {
        return whole.rules().stream()
                .filter(rule -> placement.stageOf(rule) == stage && rule.spec().block() != null)
                .anyMatch(
                        rule -> stream.spec().name().equals(rule.spec().block().liftOn())
                                && rule.spec().isExact() == (moment == Evaluate.AT_WATERMARK));
    }

    /** What events of a stream bring into a stage. */
    Gathered gathered(int stage, StreamPlan stream) {
        Set<FeaturePlan> features = new LinkedHashSet<>();
        for (RulePlan rule : stream.rules()) {
            if (placement.stageOf(rule) >= stage) {
                Placement.readBy(rule).stream()
                        .filter(feature -> placement.stageOf(feature) < stage)
                        .forEach(features::add);
            }
        }
        Set<String> voters = new LinkedHashSet<>();
        for (ScorecardSpec scorecard : scorecards) {
            if (decides(scorecard, stream) && placement.stageOf(scorecard) >= stage) {
                scorecard.weights().keySet().stream()
                        .filter(voter -> placement.stageOf(voter) < stage)
                        .forEach(voters::add);
            }
        }
        return new Gathered(features, voters);
    }

    private static boolean decides(ScorecardSpec scorecard, StreamPlan stream) {
        return scorecard.stream().equals(stream.spec().name());
    }

    /** Whether a stage reads features of its own for rules of later stages in the order of time. */
    boolean gathersInOrder(int stage, StreamPlan stream, int stages) {
        for (int later = stage + 1; later < stages; later++) {
            if (gathered(later, stream).features().stream()
                    .anyMatch(feature -> placement.stageOf(feature) == stage
                            && feature.spec().evaluate() == Evaluate.AT_WATERMARK)) {
                return true;
            }
        }
        return false;
    }

    /** Where events of a stream go from a stage, in order; each to the first that it has something to do in. */
    List<Hop> hops(int from, StreamPlan stream, List<Compiled> stages) {
        List<Hop> hops = new ArrayList<>();
        for (int to = from + 1; to < stages.size(); to++) {
            Set<Evaluate> moments = new LinkedHashSet<>();
            for (Evaluate moment : Evaluate.values()) {
                if (visits(to, stream, moment)) {
                    moments.add(moment);
                }
            }
            if (!moments.isEmpty()) {
                hops.add(hop(from, to, stream, moments, stages));
            }
        }
        return hops;
    }

    private Hop hop(int from, int to, StreamPlan stream, Set<Evaluate> moments, List<Compiled> stages) {
        Schema schema = stages.get(from).streams().stream()
                .filter(plan -> isSame(plan, stream))
                .map(plan -> plan.spec().schema())
                .findFirst()
                .orElse(stream.spec().schema());
        List<String> key = placement.stages().get(to);
        Gathered gathered = gathered(to, stream);
        return new Hop(
                to,
                key,
                moments,
                !asksAll(to, stream),
                fields(to, stream, gathered, stages),
                featuresOf(from, gathered, stages.get(from)),
                gathered.voters().stream()
                        .filter(voter -> placement.stageOf(voter) == from)
                        .toList(),
                schema);
    }

    /** Whether events without the stage's key are asked about there too. */
    private boolean asksAll(int stage, StreamPlan stream) {
        return stream.rules().stream().anyMatch(rule -> placement.stageOf(rule) == stage && rule.measure() == null)
                || scorecards.stream()
                        .anyMatch(scorecard -> decides(scorecard, stream) && placement.stageOf(scorecard) == stage);
    }

    /** The fields that a stage or a later one reads of an event, with what it brings. */
    private List<String> fields(int stage, StreamPlan stream, Gathered gathered, List<Compiled> stages) {
        Set<String> names = new LinkedHashSet<>();
        for (int later = stage; later < stages.size(); later++) {
            for (StreamPlan plan : stages.get(later).streams()) {
                if (isSame(plan, stream)) {
                    names.addAll(read(plan, stages.get(later)));
                    names.addAll(placement.stages().get(later));
                    names.removeIf(gathered(later, stream)::has);
                }
            }
        }
        gathered.fields().forEach(field -> names.add(field.name()));
        return List.copyOf(names);
    }

    private static List<String> read(StreamPlan plan, Compiled stage) {
        Schema schema = plan.spec().schema();
        List<String> names = new ArrayList<>();
        plan.reads().stream()
                .forEach(position -> names.add(schema.fields().get(position).name()));
        stage.lists().forEach(list -> {
            ListRef ref = list.in(plan.spec());
            if (ref != null) {
                names.add(list.spec().field());
            }
        });
        return names;
    }

    private static List<FeaturePlan> featuresOf(int from, Gathered gathered, Compiled stage) {
        List<String> names = gathered.features().stream()
                .map(feature -> feature.spec().name())
                .toList();
        return stage.features().stream()
                .filter(feature -> names.contains(feature.spec().name()))
                .toList();
    }

    private static boolean isSame(StreamPlan plan, StreamPlan other) {
        return plan.spec().name().equals(other.spec().name());
    }

    /** A stream of the whole rule set. */
    StreamPlan stream(String name) {
        return whole.streams().stream()
                .filter(stream -> stream.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No stream is named '" + name + "'."));
    }
}
