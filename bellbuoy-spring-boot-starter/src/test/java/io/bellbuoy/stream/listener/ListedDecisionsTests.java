package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.events.decision.Decision;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.events.list.ListEntry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list is edited while events flow and instances die: each event is decided once, and a list never goes back. */
class ListedDecisionsTests {

    private static final long SEED = Long.getLong("test.seed", new Random().nextLong());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ACCOUNTS = 10;

    private final EventCodec codec = new EventCodec();
    private final Random random = new Random(SEED);
    private int edits;

    @TempDir
    Path directory;

    @Test
    void tasksWaitForTheListsAndDecideByThem() throws Exception {
        try (StreamScenario scenario = scenario("listed-start", 4)) {
            deny(scenario, "a0");
            deny(scenario, "a1");
            deny(scenario, "a2");
            allow(scenario, "a2");
            scenario.send(500, ACCOUNTS);
            try (TestInstance instance = scenario.instance("one", directory).startLive(4)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(decisions(scenario)).hasSize(500));
                assertThat(instance.monitor.batchFailures).isEmpty();
            }
            assertThat(decisions(scenario)).allSatisfy(decision -> {
                String account = decision.key().get("account");
                boolean denied = account.equals("a0") || account.equals("a1");
                assertThat(decision.scored().name()).isEqualTo("REVIEW");
                assertThat(decision.outcome().name()).as(account).isEqualTo(denied ? "BLOCK" : "REVIEW");
                assertThat(decision.lists()).hasSize(denied ? 1 : 0);
            });
        }
    }

    @Test
    void editsTakeEffectInOrderOverCrashesAndBadEntriesAreDeadLetteredOnce() throws Exception {
        try (StreamScenario scenario = scenario("listed-edits", 2)) {
            scenario.send(denied(scenario), "a1", "no entry".getBytes(StandardCharsets.UTF_8));
            TestInstance running =
                    scenario.instance("one", directory.resolve("0")).startLive(2);
            for (int crash = 1; crash <= 3; crash++) {
                running.clock.freezeAfter(1 + random.nextInt(40));
                flow(scenario);
                assertThat(running.clock.awaitFrozen()).as("seed %s", SEED).isTrue();
                flow(scenario);
                TestInstance zombie = running;
                // With an empty disk: the state comes from the topics, which know how far the lists had come.
                running =
                        scenario.instance("one", directory.resolve("" + crash)).startLive(2);
                zombie.close();
            }
            flow(scenario);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(decisions(scenario)).hasSizeGreaterThanOrEqualTo(scenario.sent()));
            deny(scenario, "a0");
            String last = "edit " + edits;
            await().atMost(PATIENCE).untilAsserted(() -> {
                scenario.send(ACCOUNTS, ACCOUNTS);
                assertThat(decisions(scenario))
                        .anySatisfy(decision -> assertThat(reason(decision)).isEqualTo(last));
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(decisions(scenario)).hasSize(scenario.sent()));
            running.close();

            assertThat(decisions(scenario)).extracting(Decision::eventId).doesNotHaveDuplicates();
            assertListsNeverWentBack(scenario);
            assertThat(scenario.read(denied(scenario) + "-dlt"))
                    .as("records of the list's topic that are no entries, seed %s", SEED)
                    .hasSize(1);
        }
    }

    /** Events and edits, each as fast as they go. */
    private void flow(StreamScenario scenario) {
        for (int i = 0; i < 20; i++) {
            String account = "a" + random.nextInt(ACCOUNTS);
            if (random.nextInt(3) == 0) {
                allow(scenario, account);
            } else {
                deny(scenario, account);
            }
            scenario.send(50, ACCOUNTS);
        }
    }

    private void assertListsNeverWentBack(StreamScenario scenario) {
        Map<String, Integer> newest = new HashMap<>();
        for (Decision decision : decisions(scenario)) {
            String reason = reason(decision);
            if (!reason.isEmpty()) {
                int edit = Integer.parseInt(reason.substring("edit ".length()));
                Integer before = newest.put(decision.key().get("account"), edit);
                assertThat(edit).as("%s, seed %s", decision, SEED).isGreaterThanOrEqualTo(before == null ? 0 : before);
            }
        }
        assertThat(newest).isNotEmpty();
    }

    private static String reason(Decision decision) {
        return decision.lists().isEmpty()
                ? ""
                : String.valueOf(decision.lists().get(0).reason());
    }

    private void deny(StreamScenario scenario, String account) {
        ListEntry entry = new ListEntry(account, "edit " + ++edits, null, "the test");
        scenario.send(denied(scenario), account, codec.write(entry));
    }

    private static void allow(StreamScenario scenario, String account) {
        scenario.send(denied(scenario), account, null);
    }

    private List<Decision> decisions(StreamScenario scenario) {
        return scenario.read(scenario.application + "-decisions").stream()
                .map(ConsumerRecord::value)
                .map(value -> codec.read(value, Decision.class))
                .toList();
    }

    private static String denied(StreamScenario scenario) {
        return scenario.application + "-denied";
    }

    private static StreamScenario scenario(String application, int partitions) throws Exception {
        StreamScenario scenario = new StreamScenario(application, partitions, 0, rules -> rules(application, rules));
        scenario.admin()
                .createTopics(List.of(
                        new NewTopic(application + "-decisions", 1, (short) 1),
                        new NewTopic(application + "-denied", 3, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact")),
                        new NewTopic(application + "-denied-dlt", 1, (short) 1)))
                .all()
                .get();
        return scenario;
    }

    private static RuleSet rules(String application, RuleSet streams) {
        ScorecardSpec scorecard = new ScorecardSpec(
                "card",
                "payments",
                Map.of(new CountingDetector().name(), new BigDecimal("50")),
                new BigDecimal("40"),
                new BigDecimal("80"),
                Outcome.ALLOW);
        ListSpec denied =
                new ListSpec("denied", "account", ListSpec.Effect.DENY, application + "-denied", false, List.of());
        return new RuleSet(application, streams.streams(), List.of(), List.of(), List.of(scorecard))
                .withLists(List.of(denied));
    }
}
