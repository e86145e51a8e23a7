package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.ScorecardSpec;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes scorecards from properties; the rules that they name are checked when the plan is compiled. */
final class ScorecardFactory {

    private final Collection<String> streams;

    /** @param streams the names of the declared streams */
    ScorecardFactory(Collection<String> streams) {
        this.streams = streams;
    }

    List<ScorecardSpec> create(Map<String, ScorecardProperties> scorecards) {
        return scorecards.entrySet().stream()
                .map(scorecard -> create(scorecard.getKey(), scorecard.getValue()))
                .toList();
    }

    private ScorecardSpec create(String name, ScorecardProperties scorecard) {
        Checks checks = new Checks(ScorecardSpec.owner(name));
        checks.ruleName(name);
        String stream =
                checks.required("stream", scorecard.stream(), "a declared stream: " + String.join(", ", streams));
        checks.knownStream("stream", stream, streams);
        return new ScorecardSpec(
                name,
                stream,
                scorecard.weights(),
                score(checks, "review", scorecard.review()),
                score(checks, "block", scorecard.block()),
                scorecard.publishFrom());
    }

    private static BigDecimal score(Checks checks, String property, @Nullable BigDecimal given) {
        if (given == null) {
            throw checks.refused(property, "nothing", "the score from which it applies, as in 40");
        }
        return given;
    }
}
