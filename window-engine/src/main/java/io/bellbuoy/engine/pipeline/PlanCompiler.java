package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.detector.DetectorCells;
import io.bellbuoy.engine.plan.StageChain;
import io.bellbuoy.engine.plan.StreamPlan;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.scorecard.Scorecard;
import io.bellbuoy.engine.scorecard.ScorecardCompiler;
import io.bellbuoy.engine.scorecard.Voter;
import java.util.ArrayList;
import java.util.List;

/** Checks and compiles a rule set with its detectors and scorecards: the plan of the first stage and of those behind it. */
final class PlanCompiler {

    private final RuleSet rules;
    private final List<? extends UserAggregate<?>> aggregates;
    private final StageChain chain;
    private final List<DetectorCells<?>> detectors = new ArrayList<>();
    private final List<Scorecard> scorecards;

    PlanCompiler(RuleSet rules, List<? extends Detector<?>> detectors, List<? extends UserAggregate<?>> aggregates) {
        this.rules = rules;
        this.aggregates = aggregates;
        this.chain = new StageChain(rules, aggregates);
        for (Detector<?> detector : detectors) {
            require(detector);
            this.detectors.add(new DetectorCells<>(detector));
        }
        this.scorecards = scorecards();
    }

    Plan compile() {
        String version = version();
        List<Plan> behind = new ArrayList<>();
        for (int stage = 1; stage < chain.size(); stage++) {
            RuleSet part = chain.ruleSet(stage);
            behind.add(new Plan(part, chain, stage, List.of(), List.of(), decidedIn(stage), version));
        }
        return new Plan(rules, chain, 0, behind, List.copyOf(detectors), decidedIn(0), version);
    }

    private List<Scorecard> decidedIn(int stage) {
        return scorecards.stream()
                .filter(scorecard -> chain.stageOf(scorecard.spec()) == stage)
                .toList();
    }

    private void require(Detector<?> detector) {
        String owner = "detector '" + detector.name() + "'";
        List<String> streams = streams().stream().map(StreamSpec::name).toList();
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

    /** Those that are declared, and those that joins make. */
    private List<StreamSpec> streams() {
        return chain.compiled(0).streams().stream().map(StreamPlan::spec).toList();
    }

    private List<Scorecard> scorecards() {
        List<Voter> voters = new ArrayList<>();
        chain.whole().rules().forEach(rule -> voters.add(Voter.of(rule)));
        for (DetectorCells<?> cells : detectors) {
            Detector<?> detector = cells.detector();
            voters.add(Voter.detector(detector.name(), detector.version(), detector.stream()));
        }
        return new ScorecardCompiler(streams(), voters).compile(rules.scorecards());
    }

    /** A hash of all that decides results. */
    private String version() {
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
}
