package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.alert.MessageTemplate;
import io.bellbuoy.engine.condition.ExpressionCompiler;
import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.pattern.PatternCells;
import io.bellbuoy.engine.pattern.PatternMatcher;
import io.bellbuoy.engine.pattern.PatternSource;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compiles one rule with a pattern. */
final class PatternRuleCompiler {

    private final StreamNames streams;
    private final List<StreamSpec> positions;
    private final RuleSpec rule;
    private final PatternSpec pattern;
    private final String owner;
    private final StreamSpec stream;
    private final Map<String, StreamSpec> read = new LinkedHashMap<>();

    /** @param positions the streams by their position */
    PatternRuleCompiler(StreamNames streams, List<StreamSpec> positions, RuleSpec rule) {
        this.streams = streams;
        this.positions = positions;
        this.rule = rule;
        this.pattern = Objects.requireNonNull(rule.pattern());
        this.owner = RuleCompiler.owner(rule);
        this.stream = streams.require(owner, "stream", rule.stream());
        pattern.steps().forEach(this::addStreams);
    }

    private void addStreams(Step step) {
        List<Step.Alternative> events = step instanceof Step.Occurrence occurrence
                ? occurrence.alternatives()
                : List.of(((Step.Absence) step).event());
        for (Step.Alternative event : events) {
            String name = event.stream() == null ? rule.stream() : event.stream();
            StreamSpec found = streams.require(owner, "pattern, step '" + event.name() + "', stream", name);
            boolean meets = !rule.by().isEmpty() && rule.by().stream().allMatch(found.schema()::has);
            if (!found.key().equals(stream.key()) && !meets) {
                throw new RuleException(
                        owner,
                        "pattern, step '" + event.name() + "', stream",
                        "'" + name + "', which is keyed by '" + found.key() + "'",
                        "streams keyed by '" + stream.key() + "', as '" + stream.name()
                                + "' is, or that have the fields of 'by': the events of a pattern meet where their key lives");
            }
            read.put(name, found);
        }
    }

    /** @param position that of the rule's own stream */
    RulePlan compile(int position) {
        KeyBy by = streams.keyBy(owner, stream, rule.by());
        MessageTemplate message = RuleCompiler.message(owner, rule);
        PatternPlan compiled = plan(message);
        return RulePlan.matching(
                rule,
                version(by, compiled),
                position,
                by,
                new ExpressionCompiler().compileCondition(RuleSpec.ALWAYS, new Names(), owner + ", when"),
                message,
                rule.suppress() == null
                        ? null
                        : new Instants(
                                AlertIds.number("suppressed", "rule", rule.name(), rule.stream()),
                                rule.suppress().toMillis()),
                compiled);
    }

    private String version(KeyBy by, PatternPlan compiled) {
        return AlertIds.hash(
                rule.stream(),
                by.toString(),
                compiled.text(),
                Integer.toString(pattern.maxPartialMatches()),
                rule.when());
    }

    private PatternPlan plan(MessageTemplate message) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        read.forEach((name, spec) -> schemas.put(name, spec.schema()));
        PatternMatcher matcher = new PatternMatcher(
                new PatternSource(owner, pattern, rule.stream(), schemas, rule.when(), message.names()));
        String condition = rule.when().equals(RuleSpec.ALWAYS) ? "" : ", when " + rule.when();
        PatternCells cells = new PatternCells(AlertIds.number("pattern", "rule", rule.name(), rule.stream()), matcher);
        return new PatternPlan(pattern, pattern.text(rule.stream()) + condition, matcher, keys(), cells);
    }

    private Map<Integer, KeyBy> keys() {
        List<String> by = rule.by().isEmpty() ? List.of(stream.key()) : rule.by();
        Map<Integer, KeyBy> keys = new LinkedHashMap<>();
        read.forEach((name, spec) -> keys.put(positions.indexOf(spec), streams.keyBy(owner, spec, by)));
        return keys;
    }

    /** A text that changes when stored partial matches can no longer be read, or are those of another pattern. */
    static String layout(RulePlan plan, PatternPlan pattern) {
        return "pattern " + pattern.spec().text(plan.spec().stream()) + ", by " + plan.by() + ", keeping "
                + pattern.matcher().kept();
    }
}
