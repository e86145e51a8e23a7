package io.bellbuoy.deadletters.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.policy.Action;
import io.bellbuoy.deadletters.policy.Policies;
import io.bellbuoy.deadletters.policy.Policy;
import io.bellbuoy.deadletters.policy.PolicyDesk;
import io.bellbuoy.deadletters.policy.PolicyProperties;
import io.bellbuoy.deadletters.policy.When;
import io.bellbuoy.deadletters.policy.store.PlanTable;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.run.RedriveRunner;
import io.bellbuoy.deadletters.redrive.store.Outbox;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done without anybody asking, with a real broker and database, and time that the test moves on. */
class PoliciesTests {

    private static final When ALL = new When(null, null, Pattern.compile(".*"), null, null);

    /** Goes when it is told to. */
    private static final class HandClock extends Clock {

        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        void forward(int seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final HandClock clock = new HandClock();
    private final List<String> told = new ArrayList<>();

    /** Delays are 30, 60 and 120 seconds, a fifth more or less. */
    @Test
    void aRecordIsRedrivenWithGrowingDelaysAndThenParked() {
        Desk desk = new Desk("policies_retry").migrate();
        TestBroker.createTopic("policies-retry", 1);
        desk.collect(List.of(Letters.ours("policies-retry-dlt", "key", "policies-retry", 1, "timed out")));
        Policies policies = policies(desk, retry(2));
        try (Instance instance = new Instance(desk, "retry")) {
            RedriveRunner runner = instance.run();
            for (int redrive = 1; redrive <= 2; redrive++) {
                policies.look();
                clock.forward(redrive == 1 ? 23 : 47);
                policies.look();
                assertThat(desk.redrives.latest(Long.MAX_VALUE, 10))
                        .as("before redrive %d", redrive)
                        .hasSize(redrive - 1);
                clock.forward(redrive == 1 ? 14 : 26);
                policies.look();
                policies.look();
                assertThat(desk.redrives.latest(Long.MAX_VALUE, 10))
                        .as("after redrive %d", redrive)
                        .hasSize(redrive);
                desk.awaitEnd(redrive, JobState.DONE);
                List<ConsumerRecord<byte[], byte[]>> sent = TopicReader.all("policies-retry");
                assertThat(sent).hasSize(redrive);
                desk.collect(List.of(
                        Letters.again("policies-" + redrive + "-dlt", sent.get(redrive - 1), "billing", "timed out")));
            }
            runner.stop();
        }
        policies.look();
        clock.forward(200);
        policies.look();
        assertThat(desk.states()).isEqualTo("1 PARKED, 2 REDRIVEN");
        assertThat(desk.ledger.texts("select actor || ' ' || action || ' ' || detail from audit order by id"))
                .containsExactly(
                        "policy flaky redrive dead letters [1]: 1 claimed",
                        "policy flaky redrive dead letters [2]: 1 claimed",
                        "policy flaky park 1: after 2 redrives");
        assertThat(told).containsExactly("flaky RETRY 1", "flaky RETRY 1", "flaky PARK 1");
        desk.ledger.isConsistent();
    }

    @Test
    void whatIsOpenedAgainByHandStaysOpen() {
        Desk desk = desk("opened", 1);
        Policies policies = policies(desk, policy("aside", ALL, Action.PARK, "waits for the vendor"));
        policies.look();
        assertThat(desk.states()).isEqualTo("1 PARKED");
        desk.triage(Duration.ofDays(1)).unpark(Selection.ids(List.of(1L)), "ann");
        policies.look();
        assertThat(desk.states()).isEqualTo("1 OPEN");
    }

    @Test
    void whatWasNotSentWaitsForLongerAndIsNotParked() {
        Desk desk = desk("not_sent", 1);
        Policies policies = policies(desk, retry(1));
        policies.look();
        int[] shortest = {23, 47, 95, 191};
        for (int redrive = 1; redrive <= shortest.length; redrive++) {
            clock.forward(shortest[redrive - 1]);
            policies.look();
            assertThat(desk.redrives.latest(Long.MAX_VALUE, 10)).hasSize(redrive - 1);
            clock.forward(shortest[redrive - 1] / 2 + 4);
            policies.look();
            assertThat(desk.redrives.latest(Long.MAX_VALUE, 10)).hasSize(redrive);
            desk.redrives.cancel(redrive, "ann");
        }
        assertThat(desk.states()).isEqualTo("1 OPEN");
        assertThat(told).containsOnly("flaky RETRY 1");
    }

    @Test
    void whatCannotBeSentIsParked() {
        Desk desk = desk("refused", 1);
        Policies policies = policies(desk, retry(1));
        policies.look();
        clock.forward(40);
        policies.look();
        Outbox outbox = desk.outbox("refuses");
        outbox.lease(1);
        outbox.claimBatch(1);
        outbox.refuse(1, Map.of(outbox.sending(1).get(0).redriveId(), "too large"));
        outbox.claimBatch(1);
        assertThat(desk.states()).isEqualTo("1 OPEN");
        clock.forward(100);
        policies.look();
        assertThat(desk.states()).isEqualTo("1 PARKED");
        assertThat(told).containsExactly("flaky RETRY 1", "flaky PARK 1");
    }

    @Test
    void whileARedriveOfAPolicyRunsTheOthersWait() {
        Desk desk = desk("one_job", 3);
        Policies policies = policies(desk, retry(3));
        policies.look();
        clock.forward(40);
        policies.look();
        desk.collect(List.of(Letters.ours("more-dlt", "k", "one_job", 99, "no amount")));
        policies.look();
        clock.forward(40);
        policies.look();
        assertThat(desk.redrives.latest(Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(desk.states()).isEqualTo("1 OPEN, 3 REDRIVING");
    }

    @Test
    void twoInstancesAtOnceDoNothingTwice() {
        Desk desk = desk("two", 5000);
        When even = new When(null, null, null, null, group(desk));
        List<Policies> instances = IntStream.range(0, 2)
                .mapToObj(i -> policies(desk, policy("away", even, Action.DISCARD, "a test")))
                .toList();
        for (int round = 0; round < 4; round++) {
            List<CompletableFuture<Void>> looks = instances.stream()
                    .map(instance -> CompletableFuture.runAsync(instance))
                    .toList();
            looks.forEach(CompletableFuture::join);
        }
        assertThat(desk.states()).isEqualTo("5000 DISCARDED");
        assertThat(desk.ledger.number("select sum(split_part(detail, ':', 1)::int) from audit"))
                .isEqualTo(5000);
        assertThat(told.stream()
                        .mapToInt(line -> Integer.parseInt(line.split(" ")[2]))
                        .sum())
                .isEqualTo(5000);
        desk.ledger.isConsistent();
    }

    @Test
    void theFirstPolicyThatMatchesCounts() {
        Desk desk = new Desk("policies_first").migrate();
        desk.collect(List.of(
                Letters.ours("orders-dlt", "a", "orders", 1, "no amount"),
                Letters.springs("orders-dlt", "b", "orders", 2, "billing", "no stock"),
                Letters.springs("payments-dlt", "c", "payments", 3, "billing", "no stock"),
                Letters.springs("payments-dlt", "d", "payments", 4, "ledger", "no stock"),
                Letters.connects("sink-dlt", "e", "sink", 5, "no schema")));
        Policies policies = policies(
                desk,
                policy("invalid", new When(null, "invalid", null, null, null), Action.DISCARD, "of no use"),
                policy(
                        "ledger",
                        new When(Pattern.compile(".*IllegalState.*"), null, null, "ledger", null),
                        Action.PARK,
                        "ledger is closed"),
                policy(
                        "orders",
                        new When(null, null, Pattern.compile("orders"), null, null),
                        Action.NOTIFY,
                        "orders fail"),
                policy(
                        "rest",
                        new When(Pattern.compile(".*IllegalState.*"), null, null, null, null),
                        Action.PARK,
                        "rest"));
        while (policies.look()) {
            assertThat(told).hasSizeLessThan(10);
        }
        policies.look();
        assertThat(told)
                .containsExactlyInAnyOrder("invalid DISCARD 1", "ledger PARK 1", "orders NOTIFY 1", "rest PARK 1");
        assertThat(desk.ledger.texts(
                        "select state || coalesce(' ' || discard_reason, '') from dead_letter order by id"))
                .containsExactly("DISCARDED of no use", "OPEN", "PARKED", "PARKED", "OPEN");
        assertThat(desk.ledger.texts("select actor || ': ' || action || ' ' || subject from audit order by id"))
                .contains("policy orders: notify dead letters [2]");
        assertThat(policies.standing()).extracting(Policies.Standing::open).containsExactly(0L, 0L, 1L, 0L);
        desk.ledger.isConsistent();
    }

    @Test
    void whatNobodyKnowsTheOriginOfIsNotRedriven() {
        Desk desk = new Desk("policies_nowhere").migrate();
        desk.collect(List.of(Letters.plain("nowhere-dlt", null, Letters.bytes("lost"))));
        Policies policies = policies(desk, retry(3));
        policies.look();
        clock.forward(100);
        policies.look();
        assertThat(desk.redrives.latest(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(desk.states()).isEqualTo("1 OPEN");
    }

    /** The example of the page, on dead letters that it is about. */
    @Test
    void thePoliciesOfTheDocumentationDoWhatItSays() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "dead-letters.md"));
        String yaml = page.substring(page.indexOf("    policies:"));
        yaml = "bellbuoy:\n  deadletters:\n" + yaml.substring(0, yaml.indexOf("```"));
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("page", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addFirst);
        List<Policy> policies = Binder.get(environment)
                .bind("bellbuoy.deadletters", PolicyProperties.class)
                .get()
                .policies();

        Desk desk = new Desk("policies_page").migrate();
        desk.collect(List.of(
                timeout("payments-dlt", "a"),
                Letters.ours("clicks-dlt", "b", "clicks", 2, "no amount"),
                Letters.springs("orders-dlt", "c", "orders", 3, "billing", "no stock"),
                Letters.ours("orders-dlt", "d", "orders", 4, "no amount")));
        Policies all = policies(desk, policies.toArray(Policy[]::new));
        all.run();
        clock.forward(40);
        all.run();
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "lost-connections RETRY 1", "clicks DISCARD 1", "billing PARK 1", "the-rest NOTIFY 1");
    }

    @Test
    void aPolicyThatRedrivesMoreOftenThanIsPossibleIsRefused() {
        Desk desk = new Desk("policies_max").migrate();
        assertThatThrownBy(() -> policies(desk, retry(4)))
                .hasMessage("bellbuoy.deadletters.policies[flaky].max is 4; it must be 1 to"
                        + " bellbuoy.deadletters.redrive.max-redrives, which is 3: what comes back from so many is"
                        + " parked.");
    }

    private static ProducerRecord<byte[], byte[]> timeout(String topic, String key) {
        var letter = Letters.springs(topic, key, topic.replace("-dlt", ""), 1, "billing", "no answer");
        letter.headers().remove("kafka_dlt-exception-cause-fqcn");
        letter.headers().add("kafka_dlt-exception-cause-fqcn", Letters.bytes("java.net.SocketTimeoutException"));
        return letter;
    }

    private static Policy retry(int max) {
        return new Policy("flaky", ALL, Action.RETRY, Duration.ofSeconds(30), 2, 0.2, max, null);
    }

    private static Policy policy(String name, When when, Action then, String reason) {
        return new Policy(name, when, then, null, 2, 0.2, null, reason);
    }

    private static @Nullable String group(Desk desk) {
        return desk.ledger.texts("select fingerprint from dead_letter_group").get(0);
    }

    private Policies policies(Desk desk, Policy... policies) {
        JdbcClient jdbc = JdbcClient.create(desk.source);
        TriageDesk triage = desk.triage(Duration.ofDays(30));
        return new Policies(
                List.of(policies),
                Desk.properties().maxRedrives(),
                new PlanTable(jdbc),
                new PolicyDesk(
                        desk.redrives,
                        triage,
                        new AuditTrail(jdbc),
                        Desk.properties().care()),
                desk.transaction,
                clock,
                (policy, action, count) -> {
                    synchronized (told) {
                        told.add(policy + " " + action + " " + count);
                    }
                });
    }

    private static Desk desk(String name, int letters) {
        Desk desk = new Desk("policies_" + name).migrate();
        desk.collect(IntStream.range(0, letters)
                .mapToObj(i -> Letters.ours(name + "-dlt", "key-" + i, name, i, "no amount"))
                .toList());
        return desk;
    }
}
