package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules change while random payments arrive: what comes out depends on the payments and on where among them the rules change,
 * and neither on batches, failures and crashes nor on what is on the heap; rules that stay do not notice. Replay one seed with
 * {@code -Dtest.seed=17}.
 */
class RuleChangeModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");
    private static final int PAYMENTS = 120;

    static LongStream seeds() {
        return CASES.seeds(60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void resultsDependOnWhereTheRulesChangeAlone(long seed) {
        Random random = CASES.begin(seed, 0);
        World world = World.of(seed);
        OtherRules rules = new OtherRules(random, world);
        Plan first = rules.first();
        Map<Integer, Plan> changes = changes(rules, first, random);
        List<Payment> payments = world.shuffled(world.payments(random, PAYMENTS), random);
        int partitions = random.nextBoolean() ? 1 : 3;

        PipelineTester plain = new PipelineTester(first, partitions, Instant.EPOCH);
        List<Payment> batch = new ArrayList<>();
        for (int i = 0; i < payments.size(); i++) {
            if (changes.containsKey(i)) {
                plain.switchTo(changes.get(i));
            }
            payments.get(i).sendTo(plain);
        }
        end(plain);

        PipelineTester troubled = new PipelineTester(first, partitions, Instant.EPOCH);
        for (int i = 0; i < payments.size(); i++) {
            if (changes.containsKey(i)) {
                send(batch, troubled, random);
                change(troubled, changes.get(i), random);
            }
            batch.add(payments.get(i));
            if (random.nextInt(4) == 0) {
                send(batch, troubled, random);
            }
        }
        send(batch, troubled, random);
        end(troubled);

        PipelineTester unchanged = new PipelineTester(first, partitions, Instant.EPOCH);
        payments.forEach(payment -> payment.sendTo(unchanged));
        end(unchanged);

        assertThat(differences(all(troubled), all(plain)))
                .as("with crashes, seed %s", seed)
                .isEmpty();
        assertThat(differences(Lines.of(plain.outputs(), rules::stays), Lines.of(unchanged.outputs(), rules::stays)))
                .as("rules that stay, seed %s", seed)
                .isEmpty();
        assertThat(plain.stateEntries()).as("entries left, seed %s", seed).isZero();
        assertThat(troubled.stateEntries())
                .as("entries left after crashes, seed %s", seed)
                .isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachAlertHasTheVersionOfTheRuleInForce(long seed) {
        Random random = CASES.begin(seed, 0);
        World world = World.of(seed);
        OtherRules rules = new OtherRules(random, world);
        Plan inForce = rules.first();
        Map<Integer, Plan> changes = changes(rules, inForce, random);
        List<Payment> payments = world.shuffled(world.payments(random, PAYMENTS), random);
        PipelineTester tester = new PipelineTester(inForce, 2, Instant.EPOCH);
        for (int i = 0; i < payments.size(); i++) {
            if (changes.containsKey(i)) {
                inForce = changes.get(i);
                tester.switchTo(inForce);
            }
            payments.get(i).sendTo(tester);
            Map<String, String> versions = new TreeMap<>();
            inForce.compiled().rules().forEach(rule -> versions.put(rule.spec().name(), rule.version()));
            for (Output.Alert alert : tester.outputs().alerts()) {
                assertThat(alert.ruleVersion())
                        .as("%s at payment %s, seed %s", alert.rule(), i, seed)
                        .isEqualTo(versions.get(alert.rule()));
            }
            tester.outputs().clear();
        }
    }

    private static Map<Integer, Plan> changes(OtherRules rules, Plan first, Random random) {
        Map<Integer, Plan> changes = new LinkedHashMap<>();
        List<Plan> earlier = new ArrayList<>(List.of(first));
        Plan last = first;
        for (int at = random.nextInt(15); at < PAYMENTS; at += 1 + random.nextInt(25)) {
            Plan next = random.nextInt(3) == 0 ? earlier.get(random.nextInt(earlier.size())) : rules.next(last);
            if (next != null && canFollow(last, next)) {
                changes.put(at, next);
                earlier.add(next);
                last = next;
            }
        }
        return changes;
    }

    private static boolean canFollow(Plan before, Plan next) {
        try {
            before.requireSuccessor(next);
            return true;
        } catch (RuleException e) {
            return false;
        }
    }

    /** Rules change while the service runs, or it comes back with them; and the change may have to be made again. */
    private static void change(PipelineTester tester, Plan next, Random random) {
        if (random.nextBoolean()) {
            tester.crash(next);
        } else {
            tester.switchTo(next);
        }
        if (random.nextInt(3) == 0) {
            tester.failingBatch(() -> {});
        }
        if (random.nextInt(3) == 0) {
            tester.crash();
        }
    }

    private static void send(List<Payment> batch, PipelineTester tester, Random random) {
        Runnable send = () -> batch.forEach(payment -> payment.sendTo(tester));
        if (random.nextInt(6) == 0) {
            tester.failingBatch(send);
        }
        if (random.nextInt(6) == 0) {
            tester.crash();
        }
        tester.batch(send);
        batch.clear();
    }

    /** Closes every window, and lets what sweeps end. */
    private static void end(PipelineTester tester) {
        for (int i = 0; i < 50; i++) {
            tester.watermark(FAR_BEYOND);
        }
    }

    /** The lines that are not in both. */
    private static List<String> differences(List<String> actual, List<String> expected) {
        List<String> different = new ArrayList<>();
        List<String> missing = new ArrayList<>(expected);
        for (String line : actual) {
            if (!missing.remove(line)) {
                different.add("unexpected " + line);
            }
        }
        missing.forEach(line -> different.add("missing " + line));
        return different.stream().sorted().limit(20).toList();
    }

    /** Everything that came out, with ids and versions; not the offsets, which are others after a failed batch. */
    private static List<String> all(PipelineTester tester) {
        List<String> lines = new ArrayList<>(Lines.of(tester.outputs(), any -> true));
        tester.outputs().alerts().forEach(alert -> lines.add(alert.id() + " " + alert.ruleVersion() + Lines.of(alert)));
        tester.outputs().late().forEach(late -> lines.add("late " + late.names() + late.window()));
        tester.outputs().dead().forEach(dead -> lines.add("dead " + dead.message()));
        return lines;
    }
}
