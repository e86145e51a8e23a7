package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.alerting.Overrides;
import io.bellbuoy.engine.detector.DetectorRun;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.scorecard.Scorecard;
import io.bellbuoy.engine.scorecard.Vote;
import io.bellbuoy.engine.turn.RuleFailure;
import io.bellbuoy.engine.turn.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The scorecards of one stream that decide at one moment, in one task. */
public final class Decisions {

    private final Turn turn;
    private final Overrides overrides;
    private final Scorecard[] scorecards;
    /** By scorecard: what its rules and detectors conclude, in its order. */
    private final Vote[][] votes;

    private final Verdict[] verdicts;
    private final CarriedVote[] carried;
    /** By name: what is concluded here. */
    private final Map<String, Vote> here = new HashMap<>();

    /**
     * @param scorecards those that decide
     * @param rules the rules of the stream that are evaluated at that moment
     * @param detectors the detectors that have seen the event by then
     * @param stages what comes from earlier stages and goes to later ones
     */
    public Decisions(
            Turn turn,
            Overrides overrides,
            List<Scorecard> scorecards,
            List<RuleRun> rules,
            List<DetectorRun<?>> detectors,
            StagedVotes stages) {
        this.turn = turn;
        this.overrides = overrides;
        this.scorecards = scorecards.toArray(Scorecard[]::new);
        detectors.forEach(detector -> here.put(detector.name(), detector.vote()));
        List<Verdict> asked = new ArrayList<>();
        for (RuleRun rule : rules) {
            String name = rule.plan().spec().name();
            if (stages.isSent(name) || scorecards.stream().anyMatch(scorecard -> scorecard.weighs(name))) {
                Verdict verdict = rule.verdict();
                asked.add(verdict);
                here.put(name, verdict);
            }
        }
        this.verdicts = asked.toArray(Verdict[]::new);
        Map<String, CarriedVote> brought = stages.brought(scorecards);
        this.carried = brought.values().toArray(CarriedVote[]::new);
        Map<String, Vote> known = new HashMap<>(brought);
        known.putAll(here);
        this.votes =
                scorecards.stream().map(scorecard -> votes(scorecard, known)).toArray(Vote[][]::new);
    }

    private static Vote[] votes(Scorecard scorecard, Map<String, Vote> known) {
        return scorecard.voters().stream()
                .map(voter -> Objects.requireNonNull(known.get(voter.name()), voter.name()))
                .toArray(Vote[]::new);
    }

    /** An event comes; what was concluded on the one before is forgotten. */
    void begin(Event event) {
        for (Verdict verdict : verdicts) {
            verdict.clear();
        }
        for (CarriedVote vote : carried) {
            vote.begin(event);
        }
    }

    /** What a rule or detector concluded here on the event that is current; null if nobody asks for it. */
    @Nullable
    Vote vote(String name) {
        return here.get(name);
    }

    /** Decides on the event, which all rules have seen. */
    void decide(Event event) {
        if (scorecards.length == 0) {
            return;
        }
        List<Output.Listed> lists = overrides.of(event);
        for (int i = 0; i < scorecards.length; i++) {
            Output.Decision decision = decide(event, scorecards[i], votes[i], lists);
            if (decision != null) {
                turn.emit(decision);
            }
        }
    }

    private static Output.@Nullable Decision decide(
            Event event, Scorecard scorecard, Vote[] votes, List<Output.Listed> lists) {
        try {
            return scorecard.decide(event, votes, lists);
        } catch (RuntimeException e) {
            // A feature that a condition did not need may fail when it is read to be shown.
            throw new RuleFailure(scorecard.spec().name(), e);
        }
    }
}
