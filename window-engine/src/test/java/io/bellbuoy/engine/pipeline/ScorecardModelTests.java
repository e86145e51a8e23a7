package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decisions on random payments against the definition: a rule counts if its condition holds as of the payment, in one of
 * the windows that contain it. Replay one seed with {@code -Dtest.seed=17}.
 */
class ScorecardModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");

    static LongStream seeds() {
        return CASES.seeds(60);
    }

    /** A rule over the sum of the amounts, and what it means: trailing if {@code every} is 0. */
    private record Known(String name, long size, long every, boolean above, BigDecimal bound, boolean suppressed) {

        static Known random(String name, long size, long every, Random random) {
            BigDecimal bound = BigDecimal.valueOf(500 + random.nextInt(2_500));
            return new Known(name, size, every, random.nextInt(3) > 0, bound, random.nextBoolean());
        }

        RuleSpec spec(Evaluate evaluate) {
            Duration length = Duration.ofMillis(size);
            return new RuleSpec(
                    name,
                    "payments",
                    null,
                    List.of(),
                    every == 0 ? WindowSpec.trailing(length) : WindowSpec.sliding(length, Duration.ofMillis(every)),
                    Map.of("total", "sum(amount)"),
                    "total " + (above ? ">" : "<") + " " + bound,
                    Severity.LOW,
                    null,
                    suppressed ? Duration.ofSeconds(30) : null,
                    evaluate,
                    Emit.EARLY,
                    Duration.ZERO,
                    null,
                    null);
        }

        boolean holds(BigDecimal total) {
            return above ? total.compareTo(bound) > 0 : total.compareTo(bound) < 0;
        }

        /** The totals as of the last of some payments, of the windows that contain it, those that end first before. */
        List<BigDecimal> totals(List<Payment> taken) {
            Payment current = taken.get(taken.size() - 1);
            List<BigDecimal> totals = new ArrayList<>();
            if (every == 0) {
                totals.add(total(taken, current, current.time() - size + 1));
            } else {
                for (long start = Math.floorDiv(current.time() - size, every) * every + every;
                        start <= current.time();
                        start += every) {
                    totals.add(total(taken, current, start));
                }
            }
            return totals;
        }

        private static BigDecimal total(List<Payment> taken, Payment current, long from) {
            return taken.stream()
                    .filter(payment -> payment.account().equals(current.account()) && payment.amount() != null)
                    .filter(payment -> payment.time() >= from)
                    .map(Payment::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void exactDecisionsAreThoseOfTheDefinition(long seed) {
        Random choice = Cases.ofRules(seed);
        List<Known> rules = rules(choice);
        ScorecardSpec scorecard = scorecard(rules, choice);
        List<Payment> payments = Payment.random(Cases.random(seed));
        List<String> expected = expected(rules, scorecard, payments);
        assertThat(expected).as("seed %s", seed).hasSize(payments.size());
        for (int run = 0; run < 4; run++) {
            Random random = CASES.begin(seed, run);
            PipelineTester tester = tester(rules, scorecard, Evaluate.AT_WATERMARK, run % 2 == 0 ? 1 : 4);
            Batches.send(Payment.shuffled(payments, random), tester, random);
            tester.watermark(FAR_BEYOND);

            assertThat(lines(tester)).as("seed %s, run %s", seed, run).isEqualTo(expected);
            assertThat(tester.stateEntries())
                    .as("entries left, seed %s, run %s", seed, run)
                    .isZero();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onArrivalInTheOrderOfTimeTheyAreTheSame(long seed) {
        Random choice = Cases.ofRules(seed);
        List<Known> rules = rules(choice);
        ScorecardSpec scorecard = scorecard(rules, choice);
        List<Payment> payments = Payment.random(Cases.random(seed));
        PipelineTester tester = tester(rules, scorecard, Evaluate.ON_ARRIVAL, 1);
        Batches.send(payments, tester, CASES.begin(seed, 0));

        assertThat(lines(tester)).as("seed %s", seed).isEqualTo(expected(rules, scorecard, payments));
    }

    private static List<Known> rules(Random random) {
        long size = 2_000 + random.nextInt(20) * 1_000L;
        return List.of(
                Known.random("trailing", size, 0, random),
                Known.random("tumbling", size, size, random),
                Known.random("sliding", size * 4, size, random),
                Known.random("also-sliding", size * 3, size, random));
    }

    private static ScorecardSpec scorecard(List<Known> rules, Random random) {
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        rules.forEach(rule -> weights.put(rule.name(), BigDecimal.valueOf(random.nextInt(800) - 100, 1)));
        // Some thresholds are sums of weights, which scores reach exactly.
        List<BigDecimal> all = List.copyOf(weights.values());
        BigDecimal review = random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(100)) : all.get(random.nextInt(4));
        BigDecimal above = random.nextBoolean()
                ? BigDecimal.valueOf(random.nextInt(50))
                : all.get(random.nextInt(4)).max(BigDecimal.ZERO);
        return new ScorecardSpec("card", "payments", weights, review, review.add(above), Outcome.ALLOW);
    }

    private static PipelineTester tester(
            List<Known> rules, ScorecardSpec scorecard, Evaluate evaluate, int partitions) {
        RuleSet ruleSet = new RuleSet(
                "model",
                List.of(Payment.stream()),
                List.of(),
                rules.stream().map(rule -> rule.spec(evaluate)).toList(),
                List.of(scorecard));
        return new PipelineTester(ruleSet, List.of(), partitions, Instant.EPOCH);
    }

    // ---- the definition

    private static List<String> expected(List<Known> rules, ScorecardSpec scorecard, List<Payment> payments) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < payments.size(); i++) {
            List<Payment> taken = payments.subList(0, i + 1);
            BigDecimal score = BigDecimal.ZERO;
            List<String> parts = new ArrayList<>();
            for (Known rule : rules) {
                List<BigDecimal> totals = rule.totals(taken);
                List<BigDecimal> holding = totals.stream().filter(rule::holds).toList();
                if (!holding.isEmpty()) {
                    score = score.add(scorecard.weights().get(rule.name()));
                }
                BigDecimal shown = (holding.isEmpty() ? totals : holding).get(0);
                parts.add(part(rule.name(), !holding.isEmpty(), shown));
            }
            Outcome outcome = score.compareTo(scorecard.block()) >= 0
                    ? Outcome.BLOCK
                    : score.compareTo(scorecard.review()) >= 0 ? Outcome.REVIEW : Outcome.ALLOW;
            lines.add(line(payments.get(i).id(), score, outcome, parts));
        }
        return lines.stream().sorted().toList();
    }

    // ---- what came out

    private static List<String> lines(PipelineTester tester) {
        return tester.outputs().decisions().stream()
                .map(ScorecardModelTests::line)
                .sorted()
                .toList();
    }

    private static String line(Output.Decision decision) {
        return line(
                decision.eventId(),
                decision.score(),
                decision.outcome(),
                decision.parts().stream()
                        .map(part -> part(part.rule(), part.holds(), (BigDecimal)
                                part.values().get("total")))
                        .toList());
    }

    private static String line(String id, BigDecimal score, Outcome outcome, List<String> parts) {
        return id + " " + score.stripTrailingZeros().toPlainString() + " " + outcome + " " + parts;
    }

    private static String part(String rule, boolean holds, BigDecimal total) {
        return rule + " " + holds + " " + total.stripTrailingZeros().toPlainString();
    }
}
