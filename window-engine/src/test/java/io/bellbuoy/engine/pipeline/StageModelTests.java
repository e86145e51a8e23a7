package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random rules over several keys: exact results of stages are those of the same rules in one task, which sees all events
 * and has no stage; whatever the order of arrival, the partitions, the batches, the lag of the stages, the failures and
 * the crashes. Replay one seed with {@code -Dtest.seed=17}.
 */
class StageModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    /** Where the record of a matched event lies, which depends on the partitions. */
    private static final Pattern PLACE = Pattern.compile(" \\(\\w+-\\d+@\\d+\\)");

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");

    static LongStream seeds() {
        return CASES.seeds(120);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void exactResultsOfStagesAreThoseOfOneTask(long seed) {
        StagedRules rules = new StagedRules(Cases.ofRules(seed));
        List<StagedFacts.Fact> facts = StagedFacts.facts(Cases.random(seed), 150);
        Plan staged;
        try {
            staged = rules.staged();
        } catch (RuleException e) {
            assertThat(e).as("seed %s", seed).hasMessageContaining("keys that wait for each other");
            return;
        }
        PipelineTester together = new PipelineTester(rules.together(), 1, Instant.EPOCH);
        facts.forEach(fact -> fact.sendTo(together));
        together.watermark(FAR_BEYOND);
        List<String> expected = lines(together);
        List<String> blocks = StagedBlocks.of(rules, facts, together.outputs().alerts());
        for (int run = 0; run < 3; run++) {
            Random random = CASES.begin(seed, run);
            PipelineTester tester = new PipelineTester(staged, 1 + random.nextInt(4), Instant.EPOCH);
            send(StagedFacts.shuffled(facts, random), tester, random);
            tester.watermark(FAR_BEYOND);

            assertThat(lines(tester))
                    .as("seed %s, run %s, %s", seed, run, staged.view())
                    .isEqualTo(expected);
            assertThat(tester.outputs().actions().stream()
                            .map(StagedBlocks::line)
                            .sorted())
                    .as("blocks, seed %s, run %s, %s", seed, run, staged.view())
                    .isEqualTo(blocks);
            assertThat(tester.outputs().late()).as("late, seed %s", seed).isEmpty();
            assertThat(tester.outputs().dead()).as("dead, seed %s", seed).isEmpty();
            assertThat(tester.stateEntries())
                    .as("entries left, seed %s, run %s", seed, run)
                    .isZero();
        }
    }

    private static void send(List<StagedFacts.Fact> facts, PipelineTester tester, Random random) {
        int at = 0;
        while (at < facts.size()) {
            int end = Math.min(facts.size(), at + 1 + random.nextInt(12));
            List<StagedFacts.Fact> batch = facts.subList(at, end);
            if (random.nextInt(6) == 0) {
                tester.failingBatch(() -> batch.forEach(fact -> fact.sendTo(tester)));
            }
            tester.batch(() -> batch.forEach(fact -> fact.sendTo(tester)));
            if (random.nextInt(6) == 0) {
                tester.crash();
            }
            if (random.nextInt(4) == 0) {
                tester.pauseStages(random.nextBoolean());
            }
            at = end;
        }
        tester.pauseStages(false);
    }

    /** What came out, in no order, without the field that the rules of one task have in addition. */
    private static List<String> lines(PipelineTester tester) {
        List<String> lines = new ArrayList<>();
        for (Output.Alert alert : tester.outputs().alerts()) {
            String values = Lines.numbers(new TreeMap<>(alert.values()));
            lines.add("alert " + alert.rule() + " " + key(alert.key()) + " " + alert.window() + " " + alert.eventId()
                    + " " + alert.status() + " " + PLACE.matcher(values).replaceAll("") + " at "
                    + alert.watermark());
        }
        for (Output.Values values : tester.outputs().values()) {
            lines.add(values.topic() + " " + key(values.key()) + " " + values.window() + " " + values.eventId() + " "
                    + Lines.numbers(new TreeMap<String, @Nullable Object>(values.values())));
        }
        for (Output.Decision decision : tester.outputs().decisions()) {
            lines.add(decision.scorecard() + " " + decision.eventId() + " " + decision.score() + " "
                    + decision.outcome() + " " + decision.scored() + " " + parts(decision) + " " + decision.lists());
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> parts(Output.Decision decision) {
        return decision.parts().stream()
                .map(part -> part.rule() + " " + part.weight() + " " + part.holds() + " "
                        + Lines.numbers(new TreeMap<>(part.values())))
                .toList();
    }

    private static Map<String, String> key(Map<String, String> key) {
        Map<String, String> without = new TreeMap<>(new HashMap<>(key));
        without.remove(StagedRules.TOGETHER);
        return without;
    }
}
