package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions on random payments while entries of lists come and go. */
class ListModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    static LongStream seeds() {
        return CASES.seeds(200);
    }

    /** Entries come and go between batches, batches fail, tasks crash: each event sees the list as of its batch. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachEventSeesTheListAsOfItsBatch(long seed) {
        Random random = CASES.begin(seed, 0);
        PipelineTester tester = new PipelineTester(
                new RuleSet(
                                "app",
                                List.of(Payment.stream()),
                                List.of(),
                                List.of(ListTests.LARGE),
                                List.of(ListTests.scorecard(Outcome.ALLOW)))
                        .withLists(List.of(ListTests.TRUSTED, ListTests.STOLEN)),
                List.of(),
                1 + random.nextInt(4),
                Scenario.second(0));
        Map<String, Long> trusted = new HashMap<>();
        Map<String, Long> stolen = new HashMap<>();
        List<String> expected = new ArrayList<>();
        List<Payment> payments = Payment.random(random);
        for (int from = 0; from < payments.size(); ) {
            List<Payment> batch = payments.subList(from, Math.min(payments.size(), from + 1 + random.nextInt(9)));
            edit(tester, "trusted", trusted, batch.get(0).time(), random);
            edit(tester, "stolen", stolen, batch.get(0).time(), random);
            if (random.nextInt(4) == 0) {
                tester.failingBatch(() -> batch.forEach(payment -> payment.sendTo(tester)));
            }
            if (random.nextInt(4) == 0) {
                tester.crash();
            }
            tester.batch(() -> batch.forEach(payment -> payment.sendTo(tester)));
            batch.forEach(payment -> expected.add(payment.id() + " " + outcome(payment, trusted, stolen)));
            from += batch.size();
        }

        assertThat(ListTests.outcomes(tester).stream().sorted())
                .as("seed %s", seed)
                .isEqualTo(expected);
    }

    private static void edit(PipelineTester tester, String list, Map<String, Long> entries, long now, Random random) {
        if (random.nextInt(3) > 0) {
            return;
        }
        String account = "account" + random.nextInt(4);
        if (random.nextInt(3) == 0) {
            tester.unlist(list, account);
            entries.remove(account);
        } else {
            long until = now + random.nextInt(20_000);
            tester.list(list, account, "seen", Instant.ofEpochMilli(until));
            entries.put(account, until);
        }
    }

    private static Outcome outcome(Payment payment, Map<String, Long> trusted, Map<String, Long> stolen) {
        if (payment.time() < stolen.getOrDefault(payment.account(), Long.MIN_VALUE)) {
            return Outcome.BLOCK;
        }
        if (payment.time() < trusted.getOrDefault(payment.account(), Long.MIN_VALUE)) {
            return Outcome.ALLOW;
        }
        BigDecimal amount = payment.amount();
        return amount != null && amount.compareTo(BigDecimal.valueOf(100)) > 0 ? Outcome.REVIEW : Outcome.ALLOW;
    }
}
