package io.bellbuoy.engine.rule;

import java.util.List;

/**
 * Everything declared, as it is run together.
 *
 * @param application the application id; part of each alert's identity
 * @param streams the streams
 * @param features the features
 * @param rules the rules
 * @param scorecards the scorecards
 */
public record RuleSet(
        String application,
        List<StreamSpec> streams,
        List<FeatureSpec> features,
        List<RuleSpec> rules,
        List<ScorecardSpec> scorecards) {

    public RuleSet {
        streams = List.copyOf(streams);
        features = List.copyOf(features);
        rules = List.copyOf(rules);
        scorecards = List.copyOf(scorecards);
    }

    /** Without scorecards. */
    public RuleSet(String application, List<StreamSpec> streams, List<FeatureSpec> features, List<RuleSpec> rules) {
        this(application, streams, features, rules, List.of());
    }
}
