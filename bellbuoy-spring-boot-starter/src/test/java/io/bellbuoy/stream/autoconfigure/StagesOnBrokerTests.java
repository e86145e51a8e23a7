package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.events.action.AccountAction;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.decision.Decision;
import io.bellbuoy.stream.listener.StagePurge;
import io.bellbuoy.stream.listener.StageRuntime;
import io.bellbuoy.stream.listener.StageRuntimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Rules by several keys over a real broker, with restarts that lose the disk. */
class StagesOnBrokerTests {

    private static final String STREAMS = """
              streams:
                payments:
                  fields: { id: string, account: string, terminal: string, at: timestamp, amount: decimal, note: string }
                  id: id
                  key: account
                  time: at
                  max-record-size: 15MB
                labels:
                  fields: { id: string, terminal: string, at: timestamp }
                  id: id
                  key: terminal
                  time: at
            """;

    private static EmbeddedKafkaKraftBroker broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.destroy();
    }

    /** @param rules what is declared beside the streams */
    private static StagedService service(String application, String rules) {
        String streams = STREAMS.replace("payments:\n", "payments:\n      topic: " + application + "-payments\n")
                .replace("labels:\n", "labels:\n      topic: " + application + "-labels\n");
        return new StagedService(
                broker, application, "bellbuoy:\n  application-id: " + application + "\n" + streams + rules);
    }

    private static List<String> alerts(StagedService service, int count) {
        return service.lines(
                service.application() + "-alerts", count, Alert.class, alert -> alert.rule() + " " + alert.eventId());
    }

    private static List<String> decisions(StagedService service, int count) {
        return service.lines(
                service.application() + "-decisions",
                count,
                Decision.class,
                decision -> decision.eventId() + " "
                        + decision.score().stripTrailingZeros().toPlainString() + " " + decision.scored() + " "
                        + decision.outcome());
    }

    @Test
    void decisionsOverSeveralKeysOutliveARestartWithoutTheDisk() {
        StagedService service = service("deciding", """
                  features:
                    frauds: { stream: labels, by: terminal, window: { trailing: 7d }, value: "count()" }
                  lists:
                    stolen: { field: terminal, topic: stolen-terminals, effect: deny }
                  rules:
                    known: { stream: labels, when: "features.frauds >= 1" }
                    many: { stream: payments, window: { tumbling: 1d }, compute: { n: "count()" }, when: "n >= 2" }
                    risky: { stream: payments, when: "features.frauds >= 1" }
                  scorecards:
                    card: { stream: payments, weights: { many: 45, risky: 40 }, review: 40, block: 80 }
                """);
        service.run(directory.resolve("first"), context -> {
            service.pay("p1", "A", "T", 1, 10);
            assertThat(decisions(service, 1)).containsExactly("p1 0 ALLOW ALLOW");
            service.label("l1", "T", 2);
            assertThat(alerts(service, 1)).as("on arrival, in the stage").containsExactly("known l1");
            service.pay("p2", "B", "T", 3, 10);
            assertThat(decisions(service, 2)).contains("p2 40 REVIEW REVIEW");
            service.send("stolen-terminals", "S", "{\"value\":\"S\"}");
        });
        service.run(directory.resolve("second"), context -> {
            service.pay("p3", "A", "T", 4, 10);
            assertThat(decisions(service, 3)).contains("p3 85 BLOCK BLOCK");
            service.pay("p4", "A", "S", 5, 10);
            assertThat(decisions(service, 4)).as("by the list").contains("p4 45 REVIEW BLOCK");
            assertThat(alerts(service, 4)).containsExactlyInAnyOrder("known l1", "risky p2", "risky p3", "many p3");
        });
    }

    @Test
    void aBlockByAFeatureOfAnotherKeyIsLiftedAfterARestartWithoutTheDisk() {
        StagedService service = service("blocking", """
                    verified:
                      fields: { id: string, account: string, at: timestamp }
                      id: id
                      key: account
                      time: at
                  actions: { topic: blocking-actions }
                  features:
                    frauds: { stream: labels, by: terminal, window: { trailing: 7d }, value: "count()" }
                  rules:
                    known: { stream: labels, when: "features.frauds >= 1" }
                    risky:
                      stream: payments
                      when: "features.frauds >= 1"
                      action: { block: { for: 24h, lift-on: verified } }
                """);
        service.run(directory.resolve("first"), context -> {
            service.label("l1", "T", 1);
            alerts(service, 1);
            service.pay("p1", "A", "T", 2, 10);
            assertThat(actions(service, 1)).containsExactly("A BLOCK risky");
            StageRuntime last = context.getBean(StageRuntimes.class)
                    .stages()
                    .get(context.getBean(Plan.class).stageOfBlocks("account") - 1);
            assertThat(last.queries()
                            .query("A", task -> task.blocks("A").size())
                            .get())
                    .isEqualTo(1);
        });
        service.run(directory.resolve("second"), context -> {
            service.send(
                    "verified",
                    "A",
                    "{\"id\":\"v1\",\"account\":\"A\",\"at\":\"%s\"}".formatted(StagedService.NOW.plusSeconds(3)));
            assertThat(actions(service, 2)).containsExactly("A BLOCK risky", "A RELEASE risky");
        });
    }

    private static List<String> actions(StagedService service, int count) {
        return service.lines(
                service.application() + "-actions",
                count,
                AccountAction.class,
                action -> action.accountId() + " " + action.type() + " " + action.rule());
    }

    @Test
    void pairsOfTwoStreamsAreCountedByAnotherKeyAfterARestartWithoutTheDisk() {
        StagedService service = service("refunded", """
                    refunds:
                      fields: { id: string, account: string, at: timestamp }
                      id: id
                      key: account
                      time: at
                  joins:
                    paid-back: { left: payments, right: refunds, after: 1h }
                  rules:
                    paid: { stream: payments, when: "amount > 0" }
                    refunds-of-a-terminal:
                      stream: paid-back
                      by: payments.terminal
                      window: { tumbling: 1d }
                      compute: { n: "count()" }
                      when: "n >= 2"
                """);
        service.run(directory.resolve("first"), context -> {
            service.pay("p1", "A", "T", 1, 10);
            service.pay("p2", "B", "T", 2, 10);
            assertThat(alerts(service, 2)).containsExactlyInAnyOrder("paid p1", "paid p2");
        });
        service.run(directory.resolve("second"), context -> {
            for (String account : List.of("A", "B")) {
                service.send(
                        "refunds",
                        account,
                        "{\"id\":\"r%s\",\"account\":\"%s\",\"at\":\"%s\"}"
                                .formatted(account, account, StagedService.NOW.plusSeconds(3)));
            }
            assertThat(alerts(service, 3))
                    .filteredOn(line -> line.startsWith("refunds-of-a-terminal"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).matches("refunds-of-a-terminal (p1\\+rA|p2\\+rB)"));
        });
    }

    @Test
    void anEventThatIsTooLargeForTheStageTopicIsADeadLetterAndHoldsUpNothing() {
        StagedService service = service("large", """
                  features:
                    frauds: { stream: labels, by: terminal, window: { trailing: 7d }, value: "count()" }
                  rules:
                    seen: { stream: payments, when: "features.frauds >= 0 && note != ''" }
                """);
        service.run(directory.resolve("state"), context -> {
            service.pay("p1", "A", "T", 1, 10, "n".repeat(9 << 20));
            service.pay("p2", "A", "T", 2, 10, "n".repeat(7 << 20));
            service.pay("p3", "A", "T", 3, 10, "n");
            assertThat(alerts(service, 2)).containsExactlyInAnyOrder("seen p2", "seen p3");
            assertThat(service.read("large-payments-dlt")).singleElement().satisfies(dead -> assertThat(new String(
                            dead.headers().lastHeader(DeadLetterHeaders.FAILURE).value()))
                    .isEqualTo("TOO_LARGE"));
        });
    }

    @Test
    void whatAStageHasReadIsPurged() {
        StagedService service = service("purged", """
                  features:
                    frauds: { stream: labels, by: terminal, window: { trailing: 7d }, value: "count()" }
                  rules:
                    known: { stream: labels, when: "features.frauds >= 1" }
                    risky: { stream: payments, when: "features.frauds >= 1" }
                """);
        service.run(directory.resolve("state"), context -> {
            for (int i = 0; i < 8; i++) {
                service.label("l" + i, "T" + i, i);
            }
            alerts(service, 8);
            StagePurge purge = new StagePurge(context.getBean(Admin.class));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                purge.run("purged-stage-1");
                assertThat(service.read("purged-stage-1")).as("what is left").isEmpty();
            });
            assertThat(service.begins("purged-stage-1")).hasSize(2).allMatch(begin -> begin > 0);
            assertThat(service.read("purged-labels"))
                    .as("an input is not purged")
                    .hasSize(8);
            service.label("l8", "T0", 9);
            assertThat(alerts(service, 9)).contains("known l8");
        });
        service.run(directory.resolve("another"), context -> {
            service.label("l9", "T0", 10);
            assertThat(alerts(service, 10))
                    .as("state needs nothing that was purged")
                    .contains("known l9");
        });
    }
}
