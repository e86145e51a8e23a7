package io.bellbuoy.stream.autoconfigure.health;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.StateSize;
import io.bellbuoy.engine.plan.StageView;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.monitor.RuleTallies;
import io.bellbuoy.stream.monitor.RuleTally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Puts together what is to be known of the rules in force: declared, done and kept. */
public final class RulesReport {

    private final RulesInForce inForce;
    private final RuleTallies tallies;
    private final List<KeyedQueries> queries;

    /** @param queries reads the state of the tasks of each stage, in order */
    public RulesReport(RulesInForce inForce, RuleTallies tallies, List<KeyedQueries> queries) {
        this.inForce = inForce;
        this.tallies = tallies;
        this.queries = List.copyOf(queries);
    }

    /** The version of the rule set in force. */
    String version() {
        return inForce.plan().version();
    }

    /** All of it, of one rule set, as a tree that is spelt like YAML; a map that may be added to. */
    Map<String, Object> create() {
        Plan plan = inForce.plan();
        StateSizes sizes = StateSizes.ask(queries);
        Definitions definitions = new Definitions(plan.rules());
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", plan.version());
        report.put("state-known-of", known(sizes));
        report.put("rules", rules(plan, sizes, definitions));
        report.put("features", features(plan, sizes, definitions));
        return report;
    }

    private static Map<String, Object> known(StateSizes sizes) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("tasks", sizes.tasks());
        known.put("answered", sizes.answered());
        return known;
    }

    private Map<String, Object> rules(Plan plan, StateSizes sizes, Definitions definitions) {
        Map<String, Object> rules = new LinkedHashMap<>();
        Map<String, String> versions = plan.ruleVersions();
        Map<String, Integer> stages = stages(plan, StageView::rules);
        for (RuleSpec rule : plan.rules().rules()) {
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("version", versions.get(rule.name()));
            about.put("mode", rule.mode().name().toLowerCase(Locale.ROOT));
            about.put("stage", stages.get(rule.name()));
            putDone(about, tallies.of(rule.name()));
            about.put("state", state(sizes.of("rule", rule.name())));
            about.put("definition", definitions.of(rule));
            rules.put(rule.name(), about);
        }
        return rules;
    }

    private Map<String, Object> features(Plan plan, StateSizes sizes, Definitions definitions) {
        Map<String, Object> features = new LinkedHashMap<>();
        Map<String, Integer> stages = stages(plan, StageView::features);
        for (FeatureSpec feature : plan.rules().features()) {
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("stage", stages.get(feature.name()));
            about.put("late", tallies.of(feature.name()).late());
            about.put("state", state(sizes.of("feature", feature.name())));
            about.put("definition", definitions.of(feature));
            features.put(feature.name(), about);
        }
        return features;
    }

    private static Map<String, Integer> stages(Plan plan, Function<StageView, List<String>> names) {
        Map<String, Integer> stages = new LinkedHashMap<>();
        plan.view().forEach(stage -> names.apply(stage).forEach(name -> stages.putIfAbsent(name, stage.stage())));
        return stages;
    }

    private static void putDone(Map<String, Object> about, RuleTally tally) {
        about.put("evaluations", tally.evaluations());
        about.put("matches", tally.matches());
        about.put("suppressed", tally.suppressed());
        about.put("snoozed", tally.snoozed());
        about.put("late", tally.late());
        about.put("failures", tally.failures());
        about.put("timed-events", tally.timed());
        if (tally.nanosPerEvent() != null) {
            about.put("nanos-per-event", tally.nanosPerEvent());
        }
    }

    private static Map<String, Object> state(StateSize size) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("keys", size.keys());
        state.put("cells", size.cells());
        return state;
    }
}
