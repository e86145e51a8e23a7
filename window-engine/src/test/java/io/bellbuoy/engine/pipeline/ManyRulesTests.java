package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Of many rules most are not asked about an event: each concludes as if it were the only one. */
class ManyRulesTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");
    private static final int RULES = 12;

    static LongStream seeds() {
        return CASES.seeds(60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachConcludesAsIfItWereTheOnlyOne(long seed) {
        World world = World.of(seed);
        Drawn drawn = new Drawn(Cases.ofRules(seed), world);
        List<Payment> payments = world.payments(Cases.random(seed));
        List<Payment> arriving = world.delayed(payments, 25_000, Cases.random(seed));
        List<String> together = run(drawn.features, drawn.rules, arriving, CASES.begin(seed, 0), world);
        for (RuleSpec rule : drawn.rules) {
            List<String> alone = run(drawn.features, List.of(rule), arriving, CASES.begin(seed, 0), world);
            assertThat(of(rule, together))
                    .as("%s, seed %s", rule, seed)
                    .containsExactlyInAnyOrderElementsOf(of(rule, alone));
        }
    }

    private static List<String> of(RuleSpec rule, List<String> lines) {
        return lines.stream()
                .filter(line -> line.matches("(alert|late) " + rule.name() + " .*"))
                .toList();
    }

    private static List<String> run(
            List<FeatureSpec> features, List<RuleSpec> rules, List<Payment> arriving, Random random, World world) {
        RuleSet set = new RuleSet("app", List.of(world.stream()), features, rules);
        PipelineTester tester = new PipelineTester(set, List.of(), 1, Instant.EPOCH);
        Batches.send(arriving, tester, random);
        tester.watermark(FAR_BEYOND);
        assertThat(tester.stateEntries()).isZero();
        assertThat(tester.outputs().dead()).isEmpty();
        List<String> lines = new ArrayList<>();
        tester.outputs()
                .alerts()
                .forEach(alert -> lines.add(Lines.of(alert) + " " + alert.values() + " " + alert.evidence()));
        for (Output.Late late : tester.outputs().late()) {
            late.names()
                    .forEach(name ->
                            lines.add("late " + name + " " + late.source().offset()));
        }
        return lines;
    }

    /** The first in the order of declaration is to blame, whether or not it comes first to be asked. */
    @ParameterizedTest
    @EnumSource
    void theFirstRuleThatFailsIsToBlame(Evaluate evaluate) {
        PipelineTester tester = tester(
                Scenario.simple("quiet", "amount > 1000", evaluate, null, null),
                Scenario.simple("guarded", "amount > 100 && 1 / (amount - 200) > 1", evaluate, null, null),
                Scenario.simple("first", "1 / (amount - 200) > 1 && amount > 300", evaluate, null, null),
                Scenario.simple("second", "1 / (amount - 20) > 1 && amount > 300", evaluate, null, null));

        for (int amount : new int[] {20, 50, 200}) {
            Scenario.pay(tester, "e" + amount, amount, amount);
        }
        tester.watermark(Instant.ofEpochSecond(600));

        assertThat(tester.outputs().dead()).extracting(Output.Dead::rule).containsExactly("second", "guarded");
        assertThat(tester.outputs().alerts()).isEmpty();
    }

    @Test
    void thosePassedAreAskedInTheOrderOfDeclaration() {
        List<RuleSpec> rules = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String when = i % 2 == 0 ? "amount >= " + (200 - i) : "amount < 100 || amount > " + i;
            rules.add(Scenario.simple("rule-" + i, when, Evaluate.ON_ARRIVAL, null, null));
        }
        PipelineTester tester = tester(rules.toArray(RuleSpec[]::new));
        Scenario.pay(tester, "e", 1, 131);

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i % 2 == 0 ? 131 >= 200 - i : 131 > i) {
                expected.add("rule-" + i);
            }
        }
        assertThat(tester.outputs().alerts()).extracting(Output.Alert::rule).isEqualTo(expected);
    }

    private static PipelineTester tester(RuleSpec... rules) {
        return new PipelineTester(
                new RuleSet("app", List.of(Scenario.stream("payments")), List.of(), List.of(rules)),
                List.of(),
                1,
                Instant.EPOCH);
    }

    /** Rules of all kinds that share what they read, with conditions joined of several parts. */
    private static final class Drawn {

        private final Random random;
        private final World world;
        private final Evaluate evaluate;
        private final List<WindowSpec> windows;
        private final List<FeatureSpec> features;
        private final List<RuleSpec> rules = new ArrayList<>();

        Drawn(Random random, World world) {
            this.random = random;
            this.world = world;
            this.evaluate = pick(List.of(Evaluate.ON_ARRIVAL, Evaluate.AT_WATERMARK));
            this.windows = List.of(
                    world.aligned(random),
                    world.aligned(random),
                    WindowSpec.trailing(world.of(Duration.ofSeconds(7))),
                    new WindowSpec.Trailing(world.of(Duration.ofSeconds(60)), true));
            this.features =
                    List.of(feature("sum", "sum(amount)", windows.get(2)), feature("kinds", "count()", windows.get(0)));
            for (int i = 0; i < RULES; i++) {
                rules.add(rule("r" + i));
            }
        }

        private FeatureSpec feature(String name, String value, WindowSpec window) {
            return new FeatureSpec(
                    name,
                    "payments",
                    List.of("account"),
                    pick(List.of("amount > 5", "card")),
                    window,
                    value,
                    evaluate,
                    Emit.EVERY_UPDATE,
                    Duration.ZERO,
                    null);
        }

        private RuleSpec rule(String name) {
            WindowSpec window = random.nextInt(4) == 0 ? null : pick(windows);
            Map<String, String> compute = new LinkedHashMap<>();
            if (window != null) {
                compute.put("x", pick(List.of("sum(amount)", "count()", "avg(amount)")));
                compute.put("y", pick(List.of("max(amount)", "distinct(kind)", "count(card)", "last(amount)")));
            }
            StringBuilder when = new StringBuilder(part(window != null));
            for (int more = random.nextInt(3); more > 0; more--) {
                when.append(" && ").append(part(window != null));
            }
            return new RuleSpec(
                    name,
                    "payments",
                    pick(where()),
                    pick(List.of(List.<String>of(), List.of("account"))),
                    window,
                    compute,
                    when.toString(),
                    Severity.LOW,
                    null,
                    random.nextInt(4) == 0 ? world.of(Duration.ofSeconds(20)) : null,
                    evaluate,
                    window instanceof WindowSpec.OnGrid && random.nextInt(4) == 0 ? Emit.EVERY_UPDATE : Emit.EARLY,
                    world.of(Duration.ofSeconds(pick(List.of(0, 0, 7)))),
                    null,
                    null);
        }

        private static List<@Nullable String> where() {
            List<@Nullable String> where = new ArrayList<>(List.of("amount > 5", "kind != 'b'", "card && amount < 9"));
            where.add(null);
            return where;
        }

        private String part(boolean windowed) {
            int bound = 1 + random.nextInt(12);
            List<String> parts = new ArrayList<>(List.of(
                    "amount > " + bound,
                    "amount <= " + bound + ".0",
                    "(amount < 2 || amount >= " + bound + ")",
                    "amount != 3",
                    "amount * 2 > " + bound,
                    "amount in [3, 4, 5.5]",
                    "kind == 'a'",
                    "kind in ['a', 'c']",
                    "kind != null",
                    "!(kind == 'b')",
                    "card",
                    "!card",
                    "card == false",
                    "features.sum > " + bound,
                    "features.kinds >= 2"));
            if (windowed) {
                parts.addAll(List.of(
                        "x > " + 2 * bound, "x >= " + bound, "x < " + 9 * bound, "y > " + bound, "y == 2", "x > y"));
                parts.addAll(List.of("x > " + bound, "x > " + 3 * bound, "y != null", "y < " + bound));
            }
            return pick(parts);
        }

        private <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
