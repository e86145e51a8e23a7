package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.pipeline.RandomRules.KnownRule;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Global windows of random rules over random payments against {@link GlobalModel}: whatever the batches, the failures and the
 * crashes; at the watermark also whatever the order of arrival. Replay one seed with {@code -Dtest.seed=17}.
 */
class GlobalModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");

    static LongStream seeds() {
        return CASES.seeds(400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void atTheWatermarkTheFiringsAreThoseOfTheDefinition(long seed) {
        RandomRules rules = rules(seed, Evaluate.AT_WATERMARK);
        List<Payment> payments = Payment.random(Cases.random(seed));
        List<GlobalModel> models = rules.rules().stream().map(GlobalModel::new).toList();
        for (GlobalModel model : models) {
            for (Payment payment : payments) {
                model.advance(payment.time());
                model.take(payment);
            }
            model.advance(FAR_BEYOND.toEpochMilli());
        }
        for (int run = 0; run < 2; run++) {
            Random random = CASES.begin(seed, run);
            PipelineTester tester = new PipelineTester(rules.ruleSet(), List.of(), run == 0 ? 1 : 4, Instant.EPOCH);
            Batches.send(Payment.shuffled(payments, random), tester, random);
            tester.watermark(FAR_BEYOND);

            assertResults(tester, rules, models, "seed %s, run %s".formatted(seed, run));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onArrivalTheFiringsFollowThePartition(long seed) {
        RandomRules rules = rules(seed, Evaluate.ON_ARRIVAL);
        Random random = CASES.begin(seed, 0);
        List<Payment> arriving = Batches.delayed(Payment.random(random), Duration.ofSeconds(90), random);
        List<GlobalModel> models = rules.rules().stream().map(GlobalModel::new).toList();
        for (GlobalModel model : models) {
            for (Payment payment : arriving) {
                model.advance(payment.time() - Payment.OUT_OF_ORDERNESS.toMillis());
                model.take(payment);
            }
            model.advance(FAR_BEYOND.toEpochMilli());
        }
        PipelineTester tester = PipelineTester.of(rules.ruleSet());
        Batches.send(arriving, tester, random);
        tester.watermark(FAR_BEYOND);

        assertResults(tester, rules, models, "seed " + seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theClockFiresForAllThatWait(long seed) {
        Random random = CASES.begin(seed, 0);
        RandomRules rules = new RandomRules(random, World.PLAIN, false);
        Duration interval = Duration.ofSeconds(20);
        rules.addRule(
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                new WindowSpec.Global(new Trigger.ProcessingEvery(interval), random.nextBoolean(), ttl(random)));
        PipelineTester tester = PipelineTester.of(rules.ruleSet());
        Clock clock = new Clock(tester, new GlobalModel(rules.rules().get(0)), interval.toMillis());
        for (Payment payment : Batches.delayed(Payment.random(random), Duration.ofSeconds(10), random)) {
            payment.sendTo(tester);
            clock.model.advance(payment.time() - Payment.OUT_OF_ORDERNESS.toMillis());
            clock.model.take(payment);
            if (random.nextInt(6) == 0) {
                tester.crash();
            }
            if (random.nextInt(4) == 0) {
                clock.move(random.nextInt(9_000));
            }
        }
        tester.watermark(FAR_BEYOND);
        clock.model.advance(FAR_BEYOND.toEpochMilli());
        clock.move(0);
        clock.move(interval.toMillis());

        assertResults(tester, rules, List.of(clock.model), "seed " + seed);
    }

    /** The clock of engine and model: a look at it sets when it fires next, or fires. */
    private static final class Clock {

        final PipelineTester tester;
        final GlobalModel model;
        final long interval;
        long now;
        long due;

        Clock(PipelineTester tester, GlobalModel model, long interval) {
            this.tester = tester;
            this.model = model;
            this.interval = interval;
        }

        void move(long by) {
            now += by;
            tester.advanceClock(Duration.ofMillis(by));
            if (due != 0 && due <= now) {
                model.clock(due);
                due = 0;
            } else if (due == 0 && model.isWaiting()) {
                due = (now / interval + 1) * interval;
            }
        }
    }

    // ---- the pieces

    private static RandomRules rules(long seed, Evaluate evaluate) {
        Random random = Cases.ofRules(seed);
        RandomRules rules = new RandomRules(random, World.PLAIN, false);
        List<Trigger> triggers = List.of(
                new Trigger.Count(1 + random.nextInt(6)),
                new Trigger.Count(2),
                new Trigger.Delta("amount", BigDecimal.valueOf(random.nextInt(20))),
                new Trigger.Every(Duration.ofSeconds(5 + random.nextInt(30))));
        for (Trigger trigger : triggers) {
            rules.addRule(evaluate, Emit.EARLY, new WindowSpec.Global(trigger, random.nextBoolean(), ttl(random)));
        }
        return rules;
    }

    private static Duration ttl(Random random) {
        return Duration.ofSeconds(List.of(35, 50, 600).get(random.nextInt(3)));
    }

    private static String id(SourceRecord source) {
        return new String(Objects.requireNonNull(source.value()), StandardCharsets.UTF_8)
                .replaceAll(".*\\bid=(\\w+).*", "$1");
    }

    private static void assertResults(
            PipelineTester tester, RandomRules rules, List<GlobalModel> models, String where) {
        for (int i = 0; i < models.size(); i++) {
            KnownRule rule = rules.rules().get(i);
            assertThat(Lines.of(
                                    tester.outputs(),
                                    name -> name.equals(rule.spec().name())
                                            || name.equals(
                                                    "values-" + rule.spec().name()))
                            .stream()
                            .map(line -> line.replaceAll(" at -?\\d+$", ""))
                            .sorted())
                    .as("%s, %s", rule.spec(), where)
                    .isEqualTo(models.get(i).results());
            assertThat(tester.outputs().late().stream()
                            .filter(late -> late.names().contains(rule.spec().name()))
                            .map(Output.Late::source)
                            .map(GlobalModelTests::id))
                    .as("late for %s, %s", rule.spec(), where)
                    .containsExactlyElementsOf(models.get(i).late());
        }
        assertThat(tester.stateEntries()).as("entries left, %s", where).isZero();
    }
}
