package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.send;
import static io.bellbuoy.engine.pipeline.SnoozedRulesTests.BIG;
import static io.bellbuoy.engine.pipeline.SnoozedRulesTests.assertForgotten;
import static io.bellbuoy.engine.pipeline.SnoozedRulesTests.lasting;
import static io.bellbuoy.engine.pipeline.SnoozedRulesTests.rang;
import static io.bellbuoy.engine.pipeline.SnoozedRulesTests.tester;
import static io.bellbuoy.engine.pipeline.SnoozedRulesTests.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.testing.Cases;
import io.bellbuoy.engine.testing.PipelineTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random payments while two accounts are snoozed and woken, batches fail and tasks crash. */
class SnoozeModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofPipelines();

    static LongStream seeds() {
        return CASES.seeds(200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void alertsAreThoseOfTheModel(long seed) {
        Random random = CASES.begin(seed, 0);
        PipelineTester tester = tester(BIG);
        Map<String, Long> ends = new HashMap<>();
        List<String> expected = new ArrayList<>();
        long watermark = 0;
        send(tester, "payments", "first", "A", 5, 0);
        for (int i = 0; i < 100; i++) {
            String account = random.nextBoolean() ? "A" : "B";
            Map<String, String> key = Map.of("account", account);
            int what = random.nextInt(10);
            if (what == 0) {
                tester.crash();
            } else if (what == 1) {
                tester.failingBatch(() -> tester.snooze("big", key, until(5_000)));
            } else if (what == 2) {
                tester.endSnooze("big", key);
                ends.remove(account);
            } else if (what == 3) {
                Snooze snooze = tester.snooze("big", key, lasting(Duration.ofSeconds(1 + random.nextInt(30))));
                ends.put(account, snooze.until());
            } else {
                long second = watermark / 1_000 + random.nextInt(12);
                send(tester, "payments", "p" + i, account, second, 11);
                watermark = Math.max(watermark, second * 1_000 - 5_000);
                long now = watermark;
                ends.values().removeIf(end -> end <= now);
                if (second * 1_000 >= ends.getOrDefault(account, 0L)) {
                    expected.add("p" + i);
                }
            }
        }
        assertThat(rang(tester, "big")).isEqualTo(expected);
        assertForgotten(tester);
    }
}
