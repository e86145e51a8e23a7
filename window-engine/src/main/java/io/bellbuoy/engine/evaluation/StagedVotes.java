package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.plan.Hop;
import io.bellbuoy.engine.plan.VoteFields;
import io.bellbuoy.engine.scorecard.Scorecard;
import io.bellbuoy.engine.scorecard.Voter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conclusions of rules and detectors on the events of a stream that come from earlier stages or go to later ones.
 *
 * @param schema the fields of the stream's events in this stage
 * @param hops where they go
 */
public record StagedVotes(Schema schema, List<Hop> hops) {

    /** Whether a later stage weighs what that rule or detector concludes here. */
    boolean isSent(String name) {
        return hops.stream().anyMatch(hop -> hop.votes().contains(name));
    }

    /** By name: what these scorecards weigh that was concluded in earlier stages. */
    Map<String, CarriedVote> brought(List<Scorecard> scorecards) {
        Map<String, CarriedVote> votes = new LinkedHashMap<>();
        for (Scorecard scorecard : scorecards) {
            for (Voter voter : scorecard.voters()) {
                VoteFields fields = new VoteFields(voter.name());
                int held = schema.position(fields.held());
                if (held >= 0) {
                    votes.putIfAbsent(voter.name(), new CarriedVote(held, schema.position(fields.values())));
                }
            }
        }
        return votes;
    }
}
