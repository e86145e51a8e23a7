package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Refunds of payments, joined by account and counted by shop in a stage behind: the windows are those of a brute-force
 * join, whatever the order of arrival, the partitions, the batches, the lag of the stage, the failures and the crashes.
 */
class StagePairModelTests {

    static final Cases CASES = Cases.ofPipelines();

    private static final int OUT_OF_ORDERNESS = 8_000;
    private static final long AFTER = 10_000;
    private static final long SIZE = 20_000;
    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("id", FieldType.STRING).asRequired(),
            Field.of("account", FieldType.STRING).asRequired(),
            Field.of("shop", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP).asRequired()));

    private record Fact(String stream, String id, String account, String shop, long time) {}

    static LongStream seeds() {
        return CASES.seeds(60);
    }

    private static StreamSpec stream(String name) {
        return new StreamSpec(
                name,
                SCHEMA,
                "id",
                "account",
                TimeSource.field("at"),
                Duration.ofMillis(OUT_OF_ORDERNESS),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                null,
                true);
    }

    private static Plan plan(Evaluate evaluate) {
        RuleSpec refundsOfAShop = new RuleSpec(
                "refunds-of-a-shop",
                "refunded",
                null,
                List.of("payments.shop"),
                WindowSpec.tumbling(Duration.ofMillis(SIZE)),
                Map.of("n", "count()"),
                "n >= 1",
                Severity.LOW,
                null,
                null,
                evaluate,
                Emit.ON_CLOSE,
                Duration.ZERO,
                null,
                null);
        JoinSpec join = new JoinSpec(
                "refunded", "payments", "refunds", "account", Duration.ZERO, Duration.ofMillis(AFTER), Duration.ZERO);
        RuleSet rules =
                new RuleSet("app", List.of(stream("payments"), stream("refunds")), List.of(), List.of(refundsOfAShop));
        return Plan.compile(rules.withJoins(List.of(join)), List.of());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pairsAreCountedByAnotherKeyAsByBruteForce(long seed) {
        List<Fact> facts = facts(Cases.random(seed));
        Plan plan = plan(seed % 2 == 0 ? Evaluate.AT_WATERMARK : Evaluate.ON_ARRIVAL);
        assertThat(plan.behind()).hasSize(1);
        for (int run = 0; run < 2; run++) {
            Random random = CASES.begin(seed, run);
            PipelineTester tester = new PipelineTester(plan, 1 + random.nextInt(4), Instant.EPOCH);
            send(shuffled(facts, random), tester, random);
            tester.watermark(Instant.parse("2500-01-01T00:00:00Z"));

            Map<String, String> counted = new TreeMap<>();
            tester.outputs()
                    .alerts()
                    .forEach(alert -> counted.put(
                            alert.key().get("payments.shop") + "@"
                                    + alert.window().start(),
                            String.valueOf(alert.values().get("n"))));
            assertThat(counted).as("seed %s, run %s", seed, run).isEqualTo(expected(facts));
            assertThat(tester.outputs().late()).as("seed %s", seed).isEmpty();
            assertThat(tester.stateEntries()).as("left, seed %s", seed).isZero();
        }
    }

    private static Map<String, String> expected(List<Fact> facts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Fact payment : facts) {
            for (Fact refund : facts) {
                boolean isPair = payment.stream().equals("payments")
                        && refund.stream().equals("refunds")
                        && payment.account().equals(refund.account())
                        && refund.time() >= payment.time()
                        && refund.time() <= payment.time() + AFTER;
                if (isPair) {
                    counts.merge(payment.shop() + "@" + refund.time() / SIZE * SIZE, 1, Integer::sum);
                }
            }
        }
        Map<String, String> expected = new TreeMap<>();
        counts.forEach((window, count) -> expected.put(window, count.toString()));
        return expected;
    }

    private static List<Fact> facts(Random random) {
        List<Fact> facts = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 80; i++) {
            time += random.nextInt(4) * 1_000L;
            String stream = random.nextBoolean() ? "payments" : "refunds";
            facts.add(new Fact(stream, "e" + i, "a" + random.nextInt(4), "s" + random.nextInt(3), time));
        }
        return facts;
    }

    private static List<Fact> shuffled(List<Fact> facts, Random random) {
        record Arrival(Fact fact, long at) {}
        return facts.stream()
                .map(fact -> new Arrival(fact, fact.time() + random.nextInt(OUT_OF_ORDERNESS)))
                .sorted(Comparator.comparingLong(Arrival::at))
                .map(Arrival::fact)
                .toList();
    }

    private static void send(List<Fact> facts, PipelineTester tester, Random random) {
        for (int at = 0; at < facts.size(); ) {
            int end = Math.min(facts.size(), at + 1 + random.nextInt(8));
            List<Fact> batch = facts.subList(at, end);
            if (random.nextInt(5) == 0) {
                tester.failingBatch(() -> batch.forEach(fact -> send(tester, fact)));
            }
            tester.batch(() -> batch.forEach(fact -> send(tester, fact)));
            if (random.nextInt(5) == 0) {
                tester.crash();
            }
            if (random.nextInt(4) == 0) {
                tester.pauseStages(random.nextBoolean());
            }
            at = end;
        }
        tester.pauseStages(false);
    }

    private static void send(PipelineTester tester, Fact fact) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("id", fact.id());
        fields.put("account", fact.account());
        fields.put("shop", fact.shop());
        fields.put("at", Instant.ofEpochMilli(fact.time()));
        tester.send(fact.stream(), fields);
    }
}
