package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.pipeline.RandomRules.KnownFeature;
import io.bellbuoy.engine.pipeline.RandomRules.KnownRule;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.Outputs;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random rules over random payments, against {@link BruteForce}: the results are those of the definition, whatever the
 * order of arrival, the number of partitions, the batches, the failures and the crashes. Replay one seed with
 * {@code -Dtest.seed=17}.
 */
class ModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");

    static LongStream seeds() {
        return CASES.seeds(150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void exactResultsAreThoseOfTheDefinition(long seed) {
        RandomRules rules = rules(seed, Evaluate.AT_WATERMARK);
        List<Payment> payments = World.of(seed).payments(Cases.random(seed));
        List<String> expected = expected(rules, payments);
        assertThat(expected).as("seed %s has results", seed).isNotEmpty();
        for (int run = 0; run < 4; run++) {
            Random random = CASES.begin(seed, run);
            PipelineTester tester = tester(rules, run % 2 == 0 ? 1 : 4);
            Batches.send(World.of(seed).shuffled(payments, random), tester, random);
            tester.watermark(FAR_BEYOND);

            assertThat(Lines.of(tester.outputs(), name -> true))
                    .as("seed %s, run %s", seed, run)
                    .isEqualTo(expected);
            assertThat(tester.stateEntries())
                    .as("entries left, seed %s, run %s", seed, run)
                    .isZero();
            assertThat(tester.outputs().late())
                    .as("late, seed %s, run %s", seed, run)
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void earlyAlertsEndAsTheWindowsDo(long seed) {
        RandomRules rules = new RandomRules(Cases.ofRules(seed), World.of(seed));
        for (Emit emit : List.of(Emit.EARLY, Emit.EVERY_UPDATE, Emit.EARLY)) {
            rules.addRule(Evaluate.ON_ARRIVAL, emit, true);
        }
        List<Payment> payments = World.of(seed).payments(Cases.random(seed));
        for (int run = 0; run < 3; run++) {
            Random random = CASES.begin(seed, run);
            PipelineTester tester = tester(rules, run % 2 == 0 ? 1 : 4);
            Batches.send(World.of(seed).shuffled(payments, random), tester, random);
            tester.watermark(FAR_BEYOND);

            for (KnownRule rule : rules.rules()) {
                assertThat(standing(tester.outputs(), rule.spec().name()))
                        .as("%s, seed %s, run %s", rule.spec(), seed, run)
                        .isEqualTo(new BruteForce(List.of()).finallyHolding(rule, payments));
            }
            assertRevisionsCount(tester.outputs());
            assertThat(tester.stateEntries())
                    .as("entries left, seed %s, run %s", seed, run)
                    .isZero();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onArrivalEachEventSeesWhatCameBeforeIt(long seed) {
        RandomRules rules = new RandomRules(Cases.ofRules(seed), World.of(seed));
        rules.addFeature(Evaluate.ON_ARRIVAL, Emit.EVERY_UPDATE, false);
        rules.addFeature(Evaluate.ON_ARRIVAL, Emit.EVERY_UPDATE, true);
        rules.addRule(Evaluate.ON_ARRIVAL, Emit.EARLY, false);
        rules.addRule(Evaluate.ON_ARRIVAL, Emit.EVERY_UPDATE, false);
        rules.addFeatureRule(Evaluate.ON_ARRIVAL);
        Random random = CASES.begin(seed, 0);
        List<Payment> arriving = World.of(seed).shuffled(World.of(seed).payments(random), random);
        BruteForce model = new BruteForce(rules.features());
        List<Payment> counted = arriving.stream().distinct().toList();
        rules.rules().forEach(rule -> model.eventByEvent(rule, counted));
        rules.features().forEach(feature -> model.eventByEvent(feature, counted));
        PipelineTester tester = tester(rules, 1);
        Batches.send(arriving, tester, random);

        assertThat(withoutWatermark(Lines.of(tester.outputs(), name -> true)))
                .as("seed %s", seed)
                .isEqualTo(withoutWatermark(model.results().stream().sorted().toList()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void latePaymentsReviseWindowsUntilTheyAreOver(long seed) {
        RandomRules rules = new RandomRules(Cases.ofRules(seed), World.of(seed), false);
        for (Emit emit : List.of(Emit.ON_CLOSE, Emit.ON_CLOSE, Emit.EARLY, Emit.EARLY, Emit.EVERY_UPDATE)) {
            rules.addRule(Evaluate.ON_ARRIVAL, emit, true);
        }
        Random random = CASES.begin(seed, 0);
        List<Payment> arriving = World.of(seed).delayed(World.of(seed).payments(random), 40_000, random);
        List<ArrivalModel> models = rules.rules().stream()
                .map(rule -> new ArrivalModel(rule, World.of(seed)))
                .toList();
        for (int i = 0; i < arriving.size(); i++) {
            for (ArrivalModel model : models) {
                model.arrive(arriving.get(i), i);
            }
        }
        PipelineTester tester = tester(rules, 1);
        Batches.sendOnce(arriving, tester, random);
        tester.watermark(FAR_BEYOND);

        for (int i = 0; i < models.size(); i++) {
            models.get(i).advance(FAR_BEYOND.toEpochMilli());
            RuleSpec rule = rules.rules().get(i).spec();
            String topic = rule.emit() == Emit.ON_CLOSE ? String.valueOf(rule.publish()) : "";
            assertThat(Lines.of(tester.outputs(), name -> name.equals(rule.name()) || name.equals(topic)))
                    .as("%s, seed %s", rule, seed)
                    .isEqualTo(models.get(i).results());
            assertThat(tester.outputs().late().stream()
                            .filter(late -> late.names().contains(rule.name()))
                            .map(late -> late.source().offset()))
                    .as("late for %s, seed %s", rule, seed)
                    .isEqualTo(models.get(i).late());
        }
        assertThat(tester.stateEntries()).as("entries left, seed %s", seed).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aFailingRuleUndoesItsEventAndNothingElse(long seed) {
        for (Evaluate evaluate : Evaluate.values()) {
            RandomRules rules = failing(seed, evaluate);
            Random random = Cases.random(seed);
            List<Payment> arriving = World.of(seed).shuffled(World.of(seed).payments(random), random);
            PipelineTester with = tester(rules, 1);
            PipelineTester without = tester(rules, 1);
            for (Payment payment : arriving) {
                payment.sendTo(with);
                if (fails(payment)) {
                    without.watermark(Instant.ofEpochMilli(payment.time())
                            .minus(World.of(seed).outOfOrderness()));
                } else {
                    payment.sendTo(without);
                }
            }
            with.watermark(FAR_BEYOND);
            without.watermark(FAR_BEYOND);

            assertThat(Lines.of(with.outputs(), name -> true))
                    .as("%s, seed %s", evaluate, seed)
                    .isEqualTo(Lines.of(without.outputs(), name -> true));
            assertThat(without.outputs().dead()).isEmpty();
            assertThat(with.outputs().dead())
                    .hasSize(failures(arriving, evaluate))
                    .allSatisfy(ModelTests::blamesTheRule);
            assertThat(with.stateEntries()).isZero();
        }
    }

    private static void blamesTheRule(Output.Dead dead) {
        assertThat(dead.reason()).isEqualTo(Output.Reason.RULE_FAILED);
        assertThat(dead.rule()).isEqualTo("fails");
        assertThat(dead.message()).containsIgnoringCase("division by zero");
    }

    // ---- the pieces

    private static RandomRules rules(long seed, Evaluate evaluate) {
        RandomRules rules = new RandomRules(Cases.ofRules(seed), World.of(seed));
        rules.addFeature(evaluate, Emit.EVERY_UPDATE, false);
        rules.addFeature(evaluate, Emit.EVERY_UPDATE, true);
        rules.addFeature(evaluate, Emit.ON_CLOSE, true);
        rules.addFeature(Evaluate.ON_ARRIVAL, Emit.ON_CLOSE, true);
        rules.addRule(evaluate, Emit.EARLY, false);
        rules.addRule(evaluate, Emit.EARLY, true);
        rules.addRule(evaluate, Emit.EVERY_UPDATE, true);
        rules.addRule(evaluate, Emit.ON_CLOSE, true);
        rules.addRule(Evaluate.ON_ARRIVAL, Emit.ON_CLOSE, true);
        rules.addRule(Evaluate.ON_ARRIVAL, Emit.ON_CLOSE, true);
        rules.addFeatureRule(evaluate);
        return rules;
    }

    private static List<String> expected(RandomRules rules, List<Payment> payments) {
        BruteForce model = new BruteForce(rules.features());
        for (KnownFeature feature : rules.features()) {
            if (feature.spec().emit() == Emit.ON_CLOSE) {
                model.onClose(feature, payments);
            } else {
                model.eventByEvent(feature, payments);
            }
        }
        for (KnownRule rule : rules.rules()) {
            if (rule.spec().emit() == Emit.ON_CLOSE) {
                model.onClose(rule, payments);
            } else {
                model.eventByEvent(rule, payments);
                if (rule.spec().window() instanceof WindowSpec.OnGrid) {
                    model.windowByWindow(rule, payments);
                }
            }
        }
        return model.results().stream().sorted().toList();
    }

    private static RandomRules failing(long seed, Evaluate evaluate) {
        RandomRules rules = rules(seed, evaluate);
        rules.features().removeIf(feature -> feature.spec().evaluate() != evaluate);
        rules.rules().removeIf(rule -> rule.spec().evaluate() != evaluate);
        rules.addFailingRule(evaluate);
        return rules;
    }

    private static boolean fails(Payment payment) {
        return RandomRules.FAILS.test(payment);
    }

    private static int failures(List<Payment> arriving, Evaluate evaluate) {
        List<Payment> failing = arriving.stream().filter(ModelTests::fails).toList();
        // On arrival a failure undoes the note of the id too, so that a copy fails again and a redrive would count.
        return evaluate == Evaluate.ON_ARRIVAL
                ? failing.size()
                : (int) failing.stream().distinct().count();
    }

    private static PipelineTester tester(RandomRules rules, int partitions) {
        return new PipelineTester(rules.ruleSet(), List.of(), partitions, Instant.EPOCH);
    }

    /** The windows whose alert stands in the end, with the values last published. */
    private static Map<String, String> standing(Outputs outputs, String rule) {
        Map<String, String> standing = new TreeMap<>();
        for (Output.Alert alert : outputs.alerts()) {
            if (alert.rule().equals(rule) && alert.status() == AlertStatus.RETRACTED) {
                standing.remove(Lines.place(alert));
            } else if (alert.rule().equals(rule)) {
                Map<String, Object> values = new TreeMap<>(alert.values());
                standing.put(Lines.place(alert), Lines.numbers(values));
            }
        }
        return standing;
    }

    private static void assertRevisionsCount(Outputs outputs) {
        Map<UUID, Integer> revisions = new TreeMap<>();
        Set<UUID> ids = new HashSet<>();
        for (Output.Alert alert : outputs.alerts()) {
            ids.add(alert.id());
            assertThat(alert.revision()).isEqualTo(revisions.merge(alert.id(), 1, Integer::sum));
        }
        assertThat(ids).hasSameSizeAs(revisions.keySet());
    }

    private static List<String> withoutWatermark(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll(" at -?\\d+$", "")).toList();
    }
}
