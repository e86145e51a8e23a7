package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.pipeline.RandomRules.KnownFeature;
import io.bellbuoy.engine.pipeline.RandomRules.KnownRule;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Random rule sets, one after another: some rules stay as they are, others come, go, return and change. */
final class OtherRules {

    private final Random random;
    private final World world;
    private final List<FeatureSpec> features = new ArrayList<>();
    private final List<RuleSpec> rules = new ArrayList<>();
    private final Set<String> staying = new HashSet<>();

    OtherRules(Random random, World world) {
        this.random = random;
        this.world = world;
        RandomRules pool = new RandomRules(random, world);
        for (Evaluate evaluate : Evaluate.values()) {
            for (int i = 0; i < 3; i++) {
                pool.addFeature(evaluate, i == 0 ? Emit.ON_CLOSE : Emit.EVERY_UPDATE, i < 2);
            }
            for (Emit emit : Emit.values()) {
                pool.addRule(evaluate, emit, true);
                pool.addRule(evaluate, Emit.EARLY, false);
            }
            pool.addFeatureRule(evaluate);
        }
        pool.features().stream().map(KnownFeature::spec).forEach(features::add);
        pool.rules().stream().map(KnownRule::spec).forEach(rules::add);
        for (RuleSpec rule : rules) {
            if (rule.window() != null && random.nextInt(4) == 0) {
                staying.add(rule.name());
            }
        }
    }

    /** Whether a rule, or the topic of its values, is part of every rule set, unchanged. */
    boolean stays(String ruleOrTopic) {
        return staying.contains(ruleOrTopic.startsWith("values-") ? ruleOrTopic.substring(7) : ruleOrTopic);
    }

    /** The rules that stay, alone. */
    Plan first() {
        return plan(List.of(), only(0));
    }

    /** Other rules that can follow some rules; null if those that came up cannot. */
    @Nullable
    Plan next(Plan before) {
        try {
            Plan next = plan(some(features), only(2));
            before.requireSuccessor(next);
            return next;
        } catch (RuleException e) {
            return null;
        }
    }

    private <T> List<T> some(List<T> all) {
        return all.stream().filter(any -> random.nextBoolean()).toList();
    }

    private List<RuleSpec> only(int ofThree) {
        return rules.stream()
                .filter(rule -> staying.contains(rule.name()) || random.nextInt(3) < ofThree)
                .map(rule -> staying.contains(rule.name()) ? rule : changed(rule))
                .toList();
    }

    private Plan plan(List<FeatureSpec> features, List<RuleSpec> rules) {
        List<RuleSpec> reaching =
                rules.stream().filter(rule -> reaches(rule, features)).toList();
        RuleSet set = new RuleSet("model", List.of(world.stream()), features, reaching);
        return Plan.compile(set, List.of());
    }

    /** A rule without a window reads a feature. */
    private static boolean reaches(RuleSpec rule, List<FeatureSpec> features) {
        return rule.window() != null
                || features.stream().anyMatch(feature -> rule.when().contains("features." + feature.name() + " "));
    }

    private RuleSpec changed(RuleSpec rule) {
        return switch (random.nextInt(4)) {
            case 0 -> copy(rule, rule.window(), "(" + rule.when() + ") || 1 > 2", rule.suppress());
            case 1 -> copy(rule, longer(rule.window()), rule.when(), rule.suppress());
            case 2 -> copy(rule, rule.window(), rule.when(), rule.suppress() == null ? null : Duration.ofSeconds(77));
            default -> copy(rule, rule.window(), rule.when(), rule.suppress());
        };
    }

    private static @Nullable WindowSpec longer(@Nullable WindowSpec window) {
        if (window instanceof WindowSpec.Aligned aligned) {
            return new WindowSpec.Aligned(aligned.size().multipliedBy(2), aligned.every(), aligned.offset());
        }
        return window instanceof WindowSpec.Trailing trailing
                ? new WindowSpec.Trailing(trailing.size().multipliedBy(2), trailing.excludeCurrent())
                : window;
    }

    private static RuleSpec copy(RuleSpec rule, @Nullable WindowSpec window, String when, @Nullable Duration suppress) {
        return new RuleSpec(
                rule.name(),
                rule.stream(),
                rule.where(),
                rule.by(),
                window,
                rule.compute(),
                when,
                rule.severity(),
                rule.message(),
                suppress,
                rule.evaluate(),
                rule.emit(),
                rule.allowedLateness(),
                rule.publish(),
                rule.block(),
                rule.pattern(),
                rule.mode(),
                Restart.COLD);
    }
}
