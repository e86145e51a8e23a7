package io.bellbuoy.engine.scorecard;

import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks scorecards against the streams, rules and detectors that there are. */
public final class ScorecardCompiler {

    private final Map<String, StreamSpec> streams = new LinkedHashMap<>();
    private final Map<String, Voter> voters = new LinkedHashMap<>();

    /**
     * @param streams the declared streams
     * @param voters all rules and detectors, with different names
     */
    public ScorecardCompiler(List<StreamSpec> streams, List<Voter> voters) {
        streams.forEach(stream -> this.streams.put(stream.name(), stream));
        voters.forEach(voter -> this.voters.put(voter.name(), voter));
    }

    /**
     * Checks and compiles.
     *
     * @throws RuleException if one of them cannot decide
     */
    public List<Scorecard> compile(List<ScorecardSpec> specs) {
        Set<String> names = new HashSet<>();
        List<Scorecard> scorecards = new ArrayList<>();
        for (ScorecardSpec spec : specs) {
            if (!names.add(spec.name())) {
                throw new RuleException("scorecards", spec.name(), "two scorecards of that name", "one");
            }
            scorecards.add(compile(spec));
        }
        return List.copyOf(scorecards);
    }

    private Scorecard compile(ScorecardSpec spec) {
        StreamSpec stream = streams.get(spec.stream());
        if (stream == null) {
            throw new RuleException(
                    ScorecardSpec.owner(spec.name()),
                    "stream",
                    "'" + spec.stream() + "'",
                    "a declared stream" + Nearest.hint(spec.stream(), streams.keySet()));
        }
        List<Voter> weighed = new ArrayList<>();
        spec.weights().keySet().forEach(name -> weighed.add(voter(spec, name)));
        requireOneMoment(spec, weighed);
        return new Scorecard(spec, stream, weighed);
    }

    private Voter voter(ScorecardSpec spec, String name) {
        Voter voter = voters.get(name);
        if (voter == null) {
            throw refused(spec, name, "no rule of that name", "a rule" + Nearest.hint(name, voters.keySet()));
        }
        if (!voter.stream().equals(spec.stream())) {
            throw refused(
                    spec,
                    name,
                    "a rule of stream '" + voter.stream() + "'",
                    "rules of stream '" + spec.stream() + "', whose events are decided on");
        }
        if (voter.unfit() != null) {
            throw refused(
                    spec,
                    name,
                    "a rule that " + voter.unfit(),
                    "rules that are asked with each event: without window, or with emit: early or every-update");
        }
        return voter;
    }

    private static void requireOneMoment(ScorecardSpec spec, List<Voter> weighed) {
        Voter first = weighed.get(0);
        for (Voter voter : weighed) {
            if (voter.evaluate() != first.evaluate()) {
                throw refused(
                        spec,
                        voter.name(),
                        "evaluate: " + spelling(voter.evaluate()) + " beside " + spelling(first.evaluate()) + " of '"
                                + first.name() + "'",
                        "one moment for all rules of a scorecard; set evaluate on the rules"
                                + " (detectors are evaluated on-arrival)");
            }
        }
    }

    private static RuleException refused(ScorecardSpec spec, String rule, String found, String allowed) {
        return new RuleException(ScorecardSpec.owner(spec.name()), "weights." + rule, found, allowed);
    }

    private static String spelling(Evaluate value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
