package io.bellbuoy.engine.plan;

import java.util.List;

/**
 * A stage, for people.
 *
 * @param stage its number, from 0
 * @param key the fields by which it is partitioned; none for stage 0, which is by the record key
 * @param streams the streams whose events come there
 * @param features the features that are kept there
 * @param rules the rules that run there
 * @param scorecards the scorecards that decide there
 */
public record StageView(
        int stage,
        List<String> key,
        List<String> streams,
        List<String> features,
        List<String> rules,
        List<String> scorecards) {

    @Override
    public String toString() {
        return "stage " + stage + " by " + (key.isEmpty() ? "record key" : String.join(", ", key)) + ": streams "
                + streams + ", features " + features + ", rules " + rules
                + (scorecards.isEmpty() ? "" : ", scorecards " + scorecards);
    }
}
