package io.bellbuoy.fraud.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.fraud.account.Service.Answer;
import io.bellbuoy.stream.listener.StreamRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances of one application: whichever is asked, the owner of the account's partition answers. */
class OwnerForwardingTests {

    private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ACCOUNTS = 12;

    @TempDir
    private Path directory;

    @Test
    void bothInstancesAnswerForEveryAccountAndSoDoesTheOneThatIsLeft() {
        int port = FreePort.find();
        int otherPort = FreePort.find();
        try (Service one = Service.start("pair", port, directory.resolve("one")).awaitLive(4);
                Payments payments = new Payments("pair")) {
            for (int i = 0; i < ACCOUNTS; i++) {
                payments.payAtHome("A" + i, TEN.plusSeconds(i), "10.00");
            }
            try (Service other =
                    Service.start("pair", otherPort, directory.resolve("other")).awaitLive(2)) {
                one.awaitLive(2);
                assertThatEachAnswers(one);
                assertThatEachAnswers(other);
                assertThat(answeredAlone(one) + answeredAlone(other)).isEqualTo(ACCOUNTS);
                assertThat(answeredAlone(one)).isBetween(1L, ACCOUNTS - 1L);
            }
            assertThatEachAnswers(one);
        }
    }

    private static void assertThatEachAnswers(Service service) {
        for (int i = 0; i < ACCOUNTS; i++) {
            String path = "/api/accounts/A" + i + "/features";
            await().atMost(LIMIT).untilAsserted(() -> {
                Answer answer = service.get(path);
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(answer.json().at("/features/count24h").asString()).isEqualTo("1");
            });
        }
    }

    /** How many accounts an instance answers for when it must not ask another. */
    private static long answeredAlone(Service service) {
        return IntStream.range(0, ACCOUNTS)
                .filter(i -> service.get("/api/accounts/A" + i + "/features", "Bellbuoy-Forwarded", "1")
                                .status()
                        == 200)
                .count();
    }

    @Test
    void theOwnerIsAskedOnceAndMustAnswerItself() {
        try (Service service = withoutPartitions("once");
                StandInOwner owner = new StandInOwner("once")) {
            owner.own();
            owner.answer(200, "{\"accountId\":\"A\",\"watermark\":null,\"features\":{\"count24h\":\"7\"}}");

            Answer answer = service.get("/api/accounts/A%20b/features");

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().at("/features/count24h").asString()).isEqualTo("7");
            assertThat(owner.requests()).containsExactly("/api/accounts/A%20b/features, forwarded: 1");
        }
    }

    @Test
    void anOwnerThatDoesNotAnswerIsNamed() {
        try (Service service = withoutPartitions("silent");
                StandInOwner owner = new StandInOwner("silent")) {
            owner.own();
            owner.answer(503, "{}");

            Answer answer = service.get("/api/accounts/A/blocks");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.retryAfter()).isEqualTo("2");
            assertThat(answer.json().get("detail").asString())
                    .matches("The instance at 127\\.0\\.0\\.1:" + owner.port()
                            + ", which owns partition [0-3] of the account,"
                            + " does not answer\\. Ask again in a moment\\.");
            assertThat(owner.requests()).hasSize(1);
        }
    }

    @Test
    void whenTheOwnerMovedItIsAskedOnceMore() {
        try (Service service = withoutPartitions("moved");
                StandInOwner former = new StandInOwner("moved");
                StandInOwner next = new StandInOwner("moved")) {
            next.answer(200, "{\"accountId\":\"A\",\"blocks\":[]}");
            former.own();
            former.answer(503, "{}", () -> {
                former.disown();
                next.own();
            });

            Answer answer = service.get("/api/accounts/A/blocks");

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(former.requests()).hasSize(1);
            assertThat(next.requests()).hasSize(1);
        }
    }

    private Service withoutPartitions(String application) {
        Service service = Service.start(application, FreePort.find(), directory.resolve(application))
                .awaitLive(4);
        service.bean(StreamRuntime.class).stop();
        return service;
    }
}
