package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Random declarations, each with what the model needs to know of it. */
final class RandomRules {

    /** A filter as a rule spells it, and what it means. */
    record Filter(@Nullable String text, Predicate<Payment> passes) {}

    /** A condition over the named values, as a rule spells it, and what it means. */
    record Condition(String text, Predicate<Map<String, @Nullable Object>> holds) {}

    /** A rule with its meaning. */
    record KnownRule(RuleSpec spec, Filter where, Condition when) {}

    /** A feature with its meaning. */
    record KnownFeature(FeatureSpec spec, Filter where) {}

    private static final List<String> AGGREGATES = List.of(
            "count()",
            "count(amount)",
            "count(kind)",
            "sum(amount)",
            "sum(amount * 2)",
            "sum(card)",
            "avg(amount)",
            "min(amount)",
            "max(amount)",
            "stddev(amount)",
            "distinct(kind)",
            "distinct(amount)",
            "first(amount)",
            "last(amount)",
            "quantile(amount, 0.8)");
    /** Those of features that no condition compares with a number. */
    private static final List<String> TEXTS = List.of("first(kind)", "last(kind)", "last(card)", "topk(kind, 2)");

    private final Random random;
    private final List<KnownRule> rules = new ArrayList<>();
    private final List<KnownFeature> features = new ArrayList<>();

    private final World world;
    private final boolean suppressing;

    RandomRules(Random random, World world) {
        this(random, world, true);
    }

    RandomRules(Random random, World world, boolean suppressing) {
        this.random = random;
        this.world = world;
        this.suppressing = suppressing;
    }

    List<KnownRule> rules() {
        return rules;
    }

    List<KnownFeature> features() {
        return features;
    }

    RuleSet ruleSet() {
        return new RuleSet(
                "model",
                List.of(world.stream()),
                features.stream().map(KnownFeature::spec).toList(),
                rules.stream().map(KnownRule::spec).toList());
    }

    /** Adds a windowed rule. */
    void addRule(Evaluate evaluate, Emit emit, boolean aligned) {
        addRule(evaluate, emit, aligned ? world.aligned(random) : trailing());
    }

    void addRule(Evaluate evaluate, Emit emit, WindowSpec window) {
        Map<String, String> compute = new LinkedHashMap<>();
        compute.put("x", pick(AGGREGATES));
        compute.put("y", pick(AGGREGATES));
        Filter where = filter();
        Condition when = condition();
        String name = "r" + rules.size() + "-" + evaluate.name().charAt(3) + "-"
                + emit.name().toLowerCase();
        boolean aligned = window instanceof WindowSpec.OnGrid;
        boolean orderly = suppressing && (evaluate == Evaluate.AT_WATERMARK && !aligned || emit == Emit.ON_CLOSE);
        RuleSpec spec = new RuleSpec(
                name,
                "payments",
                where.text(),
                pick(List.of(
                        List.<String>of(), List.of("account"), List.of("account", "kind"), List.of("kind", "account"))),
                window,
                compute,
                when.text(),
                Severity.MEDIUM,
                "{x} and {y}",
                orderly && random.nextInt(3) == 0 ? world.of(Duration.ofSeconds(30)) : null,
                evaluate,
                emit,
                lateness(),
                random.nextBoolean() ? "values-" + name : null,
                null);
        rules.add(new KnownRule(spec, where, when));
    }

    /** Adds a rule without a window, which reads a feature and the event. */
    void addFeatureRule(Evaluate evaluate) {
        String feature = pick(features.stream()
                        .filter(f -> f.spec().evaluate() == evaluate
                                && !TEXTS.contains(f.spec().value()))
                        .toList())
                .spec()
                .name();
        BigDecimal bound = bound();
        Condition when = new Condition(
                "features." + feature + " > " + bound + " && amount > 3",
                values -> over(values.get("features." + feature), bound)
                        && over(values.get("amount"), BigDecimal.valueOf(3)));
        Filter where = filter();
        String name = "r" + rules.size() + "-" + evaluate.name().charAt(3) + "-features";
        rules.add(new KnownRule(
                new RuleSpec(
                        name,
                        "payments",
                        where.text(),
                        List.of(),
                        null,
                        Map.of(),
                        when.text(),
                        Severity.LOW,
                        null,
                        null,
                        evaluate,
                        Emit.EARLY,
                        Duration.ZERO,
                        null,
                        null),
                where,
                when));
    }

    private boolean isRead(Evaluate evaluate) {
        return features.stream()
                .anyMatch(known -> known.spec().evaluate() == evaluate
                        && !TEXTS.contains(known.spec().value()));
    }

    void addFeature(Evaluate evaluate, Emit emit, boolean aligned) {
        Filter where = filter();
        String name = "f" + features.size();
        features.add(new KnownFeature(
                new FeatureSpec(
                        name,
                        "payments",
                        pick(List.of(List.of("account"), List.of("account", "kind"))),
                        where.text(),
                        aligned ? world.aligned(random) : trailing(),
                        // The first of each moment is read by conditions.
                        random.nextInt(4) == 0 && isRead(evaluate) ? pick(TEXTS) : pick(AGGREGATES),
                        evaluate,
                        emit,
                        lateness(),
                        "values-" + name),
                where));
    }

    /** The payments that make the rule of {@link #addFailingRule} fail. */
    static final Predicate<Payment> FAILS =
            payment -> payment.amount() != null && payment.amount().compareTo(BigDecimal.valueOf(3)) == 0;

    /** Adds a rule, the last to be asked, that divides by zero. */
    void addFailingRule(Evaluate evaluate) {
        rules.add(new KnownRule(
                new RuleSpec(
                        "fails",
                        "payments",
                        null,
                        List.of(),
                        null,
                        Map.of(),
                        "1 / (amount - 3) > 1000",
                        Severity.LOW,
                        null,
                        null,
                        evaluate,
                        Emit.EARLY,
                        Duration.ZERO,
                        null,
                        null),
                new Filter(null, p -> true),
                new Condition("", values -> false)));
    }

    private Filter filter() {
        return pick(List.of(
                new Filter(null, p -> true),
                new Filter(null, p -> true),
                new Filter("amount > 5", p -> over(p.amount(), BigDecimal.valueOf(5))),
                new Filter("kind != 'b'", p -> p.kind() != null && !p.kind().equals("b")),
                new Filter("card", p -> Boolean.TRUE.equals(p.card()))));
    }

    private Condition condition() {
        BigDecimal a = bound();
        BigDecimal b = bound();
        return pick(List.of(
                new Condition("x > " + a, v -> over(v.get("x"), a)),
                new Condition("x < " + a, v -> under(v.get("x"), a)),
                new Condition("x > " + a + " && y < " + b, v -> over(v.get("x"), a) && under(v.get("y"), b)),
                new Condition("x > y", v -> v.get("y") != null && over(v.get("x"), (BigDecimal) v.get("y"))),
                new Condition("x != null && !(y > " + b + ")", v -> v.get("x") != null && !over(v.get("y"), b))));
    }

    private static boolean over(@Nullable Object value, BigDecimal bound) {
        return value != null && ((BigDecimal) value).compareTo(bound) > 0;
    }

    private static boolean under(@Nullable Object value, BigDecimal bound) {
        return value != null && ((BigDecimal) value).compareTo(bound) < 0;
    }

    private BigDecimal bound() {
        return pick(List.of(
                BigDecimal.ONE,
                BigDecimal.valueOf(2),
                BigDecimal.valueOf(5),
                new BigDecimal("12.5"),
                BigDecimal.valueOf(60)));
    }

    private WindowSpec trailing() {
        return new WindowSpec.Trailing(
                world.of(Duration.ofMillis(pick(List.of(1, 7_000, 20_000, 60_001, 300_000)))), random.nextInt(3) == 0);
    }

    private Duration lateness() {
        return world.of(Duration.ofSeconds(pick(List.of(0, 0, 7))));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
