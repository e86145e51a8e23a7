package io.bellbuoy.engine.scorecard;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A scorecard, checked against the rules that it weighs. Immutable; shared by all tasks. */
public final class Scorecard {

    private final ScorecardSpec spec;
    private final String keyField;
    private final List<Voter> voters;
    private final BigDecimal[] weights;
    private final String version;

    Scorecard(ScorecardSpec spec, StreamSpec stream, List<Voter> voters) {
        this.spec = spec;
        this.keyField = stream.key();
        this.voters = List.copyOf(voters);
        this.weights = voters.stream().map(voter -> weight(spec, voter)).toArray(BigDecimal[]::new);
        this.version = hash();
    }

    private static BigDecimal weight(ScorecardSpec spec, Voter voter) {
        return Objects.requireNonNull(spec.weights().get(voter.name()));
    }

    private String hash() {
        List<String> parts = new ArrayList<>();
        parts.add(spec.stream());
        parts.add(text(spec.review()));
        parts.add(text(spec.block()));
        for (Voter voter : voters) {
            parts.add(voter.name() + "=" + voter.version() + "*" + text(weight(spec, voter)));
        }
        // The order of properties depends on where they are set.
        Collections.sort(parts.subList(3, parts.size()));
        return AlertIds.hash(parts.toArray(String[]::new));
    }

    /** Equal numbers, equal text. */
    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** Its declaration. */
    public ScorecardSpec spec() {
        return spec;
    }

    /** A hash of what decides its results, the versions of its rules included. */
    public String version() {
        return version;
    }

    /** The rules and detectors that it weighs, in the order of declaration. */
    public List<Voter> voters() {
        return voters;
    }

    /** Whether it weighs the rule or detector of that name. */
    public boolean weighs(String name) {
        return spec.weights().containsKey(name);
    }

    /** When it decides: at the moment at which its rules are evaluated. */
    public Evaluate evaluate() {
        return voters.get(0).evaluate();
    }

    /**
     * Decides on an event.
     *
     * @param votes what the {@link #voters()} concluded on it, in their order
     * @param lists the entries of allow and deny lists that it is on
     * @return the decision; null if it is milder than what is published, with the lists and without
     */
    public Output.@Nullable Decision decide(Event event, Vote[] votes, List<Output.Listed> lists) {
        BigDecimal score = BigDecimal.ZERO;
        for (int i = 0; i < votes.length; i++) {
            if (votes[i].holds()) {
                score = score.add(weights[i]);
            }
        }
        Outcome scored = spec.outcome(score);
        Outcome outcome = overridden(scored, lists);
        if (scored.compareTo(spec.publishFrom()) < 0 && outcome.compareTo(spec.publishFrom()) < 0) {
            return null;
        }
        return new Output.Decision(
                spec.name(),
                version,
                event.key(),
                Map.of(keyField, event.key()),
                event.id(),
                event.time(),
                score,
                outcome,
                scored,
                parts(votes),
                lists);
    }

    /** Who denies wins over who allows. */
    private static Outcome overridden(Outcome scored, List<Output.Listed> lists) {
        Outcome outcome = scored;
        for (Output.Listed listed : lists) {
            if (listed.effect() == ListSpec.Effect.DENY) {
                return Outcome.BLOCK;
            }
            outcome = Outcome.ALLOW;
        }
        return outcome;
    }

    private List<Output.Part> parts(Vote[] votes) {
        List<Output.Part> parts = new ArrayList<>(votes.length);
        for (int i = 0; i < votes.length; i++) {
            Voter voter = voters.get(i);
            parts.add(new Output.Part(voter.name(), voter.version(), weights[i], votes[i].holds(), votes[i].values()));
        }
        return parts;
    }
}
