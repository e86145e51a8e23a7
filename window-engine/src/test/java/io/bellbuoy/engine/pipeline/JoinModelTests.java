package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random events of three streams, joined two and two, against the definition of the join: every pair within the interval,
 * whatever the order of arrival, the partitions, the batches, the failures and the crashes. Replay one seed with
 * {@code -Dtest.seed=17}.
 */
class JoinModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);
    private static final List<String> STREAMS = List.of("a", "b", "c");
    private static final Duration WINDOW = Duration.ofSeconds(20);

    static LongStream seeds() {
        return CASES.seeds(100);
    }

    /** An event, or a pair of them. */
    private record Sent(String stream, String account, String id, long time, int amount) implements Batches.Sendable {

        @Override
        public void sendTo(PipelineTester tester) {
            Scenario.send(tester, stream, id, account, time / 1_000.0, amount);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void thePairsAreThoseOfTheDefinition(long seed) {
        Random random = Cases.random(seed);
        JoinSpec ab = join("ab", "a", "b", random);
        JoinSpec cab = random.nextBoolean() ? join("cab", "c", "ab", random) : join("cab", "ab", "c", random);
        List<Sent> all = random(random);
        List<Sent> pairs = pairs(ab, of("a", all), of("b", all));
        List<Sent> triples = cab.left().equals("c") ? pairs(cab, of("c", all), pairs) : pairs(cab, pairs, of("c", all));
        List<String> expected = expected(pairs, triples);
        for (int run = 0; run < 4; run++) {
            Random trouble = CASES.begin(seed, run);
            PipelineTester tester = new PipelineTester(rules(ab, cab), List.of(), run % 2 == 0 ? 1 : 4, Instant.EPOCH);
            Batches.send(Batches.delayed(all, OUT_OF_ORDERNESS, trouble), tester, trouble);
            tester.watermark(FAR_BEYOND);

            assertThat(lines(tester)).as("seed %s, run %s", seed, run).isEqualTo(expected);
            assertThat(tester.outputs().late())
                    .as("late, seed %s, run %s", seed, run)
                    .isEmpty();
            assertThat(tester.stateEntries())
                    .as("entries left, seed %s, run %s", seed, run)
                    .isZero();
        }
    }

    // ---- the definition

    private static List<Sent> pairs(JoinSpec join, List<Sent> lefts, List<Sent> rights) {
        List<Sent> pairs = new ArrayList<>();
        for (Sent left : lefts) {
            for (Sent right : rights) {
                long distance = right.time() - left.time();
                if (left.account().equals(right.account())
                        && distance >= -join.before().toMillis()
                        && distance <= join.after().toMillis()) {
                    pairs.add(new Sent(
                            join.name(),
                            left.account(),
                            left.id() + "+" + right.id(),
                            Math.max(left.time(), right.time()),
                            left.amount() + right.amount()));
                }
            }
        }
        return pairs;
    }

    private static List<String> expected(List<Sent> pairs, List<Sent> triples) {
        List<String> lines = new ArrayList<>();
        for (Sent pair : pairs) {
            lines.add("ab-arriving " + pair.account() + " " + pair.id() + " " + pair.time());
            lines.add("ab-exact " + pair.account() + " " + pair.id() + " " + pair.time());
        }
        for (Sent triple : triples) {
            lines.add("cab-arriving " + triple.account() + " " + triple.id() + " " + triple.time());
            lines.add("cab-exact " + triple.account() + " " + triple.id() + " " + triple.time());
        }
        TreeMap<String, Integer> windows = new TreeMap<>();
        for (Sent pair : pairs) {
            long end = (pair.time() / WINDOW.toMillis() + 1) * WINDOW.toMillis();
            windows.merge("ab-window " + pair.account() + " " + end + " ", pair.amount(), Integer::sum);
        }
        windows.forEach((window, sum) -> lines.add(window + sum));
        return lines.stream().sorted().toList();
    }

    private static List<String> lines(PipelineTester tester) {
        List<String> lines = new ArrayList<>();
        for (Output.Alert alert : tester.outputs().alerts()) {
            boolean ofWindow = alert.rule().equals("ab-window");
            lines.add(alert.rule() + " " + alert.recordKey() + " "
                    + (ofWindow ? "" : alert.eventId() + " ")
                    + alert.eventTime()
                    + (ofWindow ? " " + alert.values().get("total") : ""));
        }
        return lines.stream().sorted().toList();
    }

    // ---- what is sent

    private static JoinSpec join(String name, String left, String right, Random random) {
        return JoinSpec.of(
                name,
                left,
                right,
                "account",
                Duration.ofMillis(random.nextInt(4) * 1_500L),
                Duration.ofMillis(random.nextInt(4) * 2_000L));
    }

    private static RuleSet rules(JoinSpec ab, JoinSpec cab) {
        return new RuleSet(
                        "model",
                        STREAMS.stream().map(Scenario::stream).toList(),
                        List.of(),
                        List.of(
                                simple("ab-arriving", "ab", Evaluate.ON_ARRIVAL),
                                simple("ab-exact", "ab", Evaluate.AT_WATERMARK),
                                simple("cab-arriving", "cab", Evaluate.ON_ARRIVAL),
                                simple("cab-exact", "cab", Evaluate.AT_WATERMARK),
                                rule(
                                        "ab-window",
                                        "ab",
                                        WindowSpec.tumbling(WINDOW),
                                        Evaluate.ON_ARRIVAL,
                                        Emit.ON_CLOSE)))
                .withJoins(List.of(cab, ab));
    }

    private static RuleSpec simple(String name, String stream, Evaluate evaluate) {
        return rule(name, stream, null, evaluate, Emit.EARLY);
    }

    private static RuleSpec rule(
            String name, String stream, @Nullable WindowSpec window, Evaluate evaluate, Emit emit) {
        return new RuleSpec(
                name,
                stream,
                null,
                List.of(),
                window,
                window == null ? Map.of() : Map.of("total", "sum(a.amount + b.amount)"),
                window == null ? "true" : "total > 0",
                Severity.LOW,
                null,
                null,
                evaluate,
                emit,
                Duration.ZERO,
                null,
                null);
    }

    private static List<Sent> of(String stream, List<Sent> all) {
        return all.stream().filter(sent -> sent.stream().equals(stream)).toList();
    }

    private static List<Sent> random(Random random) {
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String stream = STREAMS.get(random.nextInt(3));
            long time = 1_000_000 + random.nextInt(80) * 500L;
            all.add(new Sent(stream, "account" + random.nextInt(3), stream + i, time, 1 + random.nextInt(50)));
        }
        return all;
    }
}
