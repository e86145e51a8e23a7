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
 * @param tables the tables, each filled by the stream of its name
 * @param joins the joins, each of which makes a stream of its name
 * @param lists the lists
 */
public record RuleSet(
        String application,
        List<StreamSpec> streams,
        List<FeatureSpec> features,
        List<RuleSpec> rules,
        List<ScorecardSpec> scorecards,
        List<TableSpec> tables,
        List<JoinSpec> joins,
        List<ListSpec> lists) {

    public RuleSet {
        streams = List.copyOf(streams);
        features = List.copyOf(features);
        rules = List.copyOf(rules);
        scorecards = List.copyOf(scorecards);
        tables = List.copyOf(tables);
        joins = List.copyOf(joins);
        lists = List.copyOf(lists);
    }

    /** Without tables, joins and lists. */
    public RuleSet(
            String application,
            List<StreamSpec> streams,
            List<FeatureSpec> features,
            List<RuleSpec> rules,
            List<ScorecardSpec> scorecards) {
        this(application, streams, features, rules, scorecards, List.of(), List.of(), List.of());
    }

    /** Streams, features and rules alone. */
    public RuleSet(String application, List<StreamSpec> streams, List<FeatureSpec> features, List<RuleSpec> rules) {
        this(application, streams, features, rules, List.of());
    }

    /** The same with these tables. */
    public RuleSet withTables(List<TableSpec> others) {
        return new RuleSet(application, streams, features, rules, scorecards, others, joins, lists);
    }

    /** The same with these joins. */
    public RuleSet withJoins(List<JoinSpec> others) {
        return new RuleSet(application, streams, features, rules, scorecards, tables, others, lists);
    }

    /** The same with these lists. */
    public RuleSet withLists(List<ListSpec> others) {
        return new RuleSet(application, streams, features, rules, scorecards, tables, joins, others);
    }
}
