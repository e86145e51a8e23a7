package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import io.bellbuoy.stream.snooze.SnoozeProblem;
import io.bellbuoy.stream.snooze.SnoozeView;
import io.bellbuoy.stream.snooze.SnoozesEndpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.convert.ConversionServiceParameterValueMapper;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.context.support.GenericApplicationContext;

/** Snoozes over the endpoint, with the real broker: in force with their commit, and over restarts. */
class SnoozesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant WATERMARK = Instant.parse("2025-12-31T23:59:55Z");

    @TempDir
    Path directory;

    @Test
    void aSnoozeHoldsFromItsAnswerOnOverRestartsUntilItIsEnded() throws Exception {
        try (StreamScenario scenario = scenario("snoozes", 2)) {
            try (TestInstance first =
                    scenario.instance("one", directory.resolve("1")).startLive(2)) {
                scenario.send(10, 2);
                expect(scenario, 5, 5);
                SnoozesEndpoint endpoint = endpoint(scenario, first);
                assertThat(endpoint.inForce("each", "a0").getStatus()).isEqualTo(404);
                assertThat(view(endpoint.snooze("each", "a0", null, "1h", "card replaced", "ops")))
                        .isEqualTo(expected(0));
                scenario.send(10, 2);
                expect(scenario, 5, 10);
            }
            try (TestInstance again =
                    scenario.instance("one", directory.resolve("1")).startLive(2)) {
                assertThat(view(endpoint(scenario, again).inForce("each", "a0")))
                        .isEqualTo(expected(5));
                scenario.send(10, 2);
                expect(scenario, 5, 15);
            }
            // With an empty disk: the state comes from the topics.
            try (TestInstance moved =
                    scenario.instance("one", directory.resolve("2")).startLive(2)) {
                SnoozesEndpoint endpoint = endpoint(scenario, moved);
                assertThat(view(endpoint.end("each", List.of("account=a0")))).isEqualTo(expected(10));
                assertThat(endpoint.end("each", "a0").getStatus()).isEqualTo(404);
                scenario.send(10, 2);
                expect(scenario, 10, 20);
            }
        }
    }

    @Test
    void aSnoozeIsInForceAfterACrash() throws Exception {
        try (StreamScenario scenario = scenario("snoozes-crash", 2);
                TestInstance dead =
                        scenario.instance("one", directory.resolve("1")).startLive(2)) {
            scenario.send(10, 2);
            expect(scenario, 5, 5);
            view(endpoint(scenario, dead).snooze("each", "a0", null, "1h", "card replaced", "ops"));
            dead.clock.freezeAfter(3);
            scenario.send(10, 2);
            assertThat(dead.clock.awaitFrozen()).isTrue();
            try (TestInstance next =
                    scenario.instance("one", directory.resolve("2")).startLive(2)) {
                // The process that was taken for dead goes on, and must not spoil anything.
                dead.clock.thaw();
                expect(scenario, 5, 10);
                assertThat(view(endpoint(scenario, next).inForce("each", "a0"))).isEqualTo(expected(5));
            }
        }
    }

    @Test
    void anInstanceThatDoesNotOwnTheKeyNamesItsOwner() throws Exception {
        try (StreamScenario scenario = scenario("snoozes-owner", 2);
                TestInstance first = instance(scenario, "first", "localhost:8081");
                TestInstance second = instance(scenario, "second", "localhost:8082")) {
            first.startLive(2);
            second.start();
            first.awaitLive(1);
            second.awaitLive(1);
            int partition = new KeyPartitions(scenario.admin(), scenario.input()).partition("a0");
            boolean isFirst = first.queries.isHere(partition);
            WebEndpointResponse<Object> answer = endpoint(scenario, isFirst ? second : first)
                    .snooze("each", Map.of("account", "a0"), "2026-02-01T00:00:00Z", null, "why", null);

            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(((SnoozeProblem) answer.getBody()).owner())
                    .isEqualTo(isFirst ? "localhost:8081" : "localhost:8082");
            assertThat(view(endpoint(scenario, isFirst ? first : second)
                            .snooze("each", Map.of("account", "a0"), "2026-02-01T00:00:00Z", null, "why", null)))
                    .isEqualTo(new SnoozeView(
                            "each",
                            Map.of("account", "a0"),
                            null,
                            Instant.parse("2026-02-01T00:00:00Z"),
                            "why",
                            null,
                            0));
        }
    }

    @Test
    void whatIsNotValidIsRefusedWithTheReason() throws Exception {
        try (StreamScenario scenario = scenario("snoozes-refused", 1);
                TestInstance instance = scenario.instance("one", directory)) {
            SnoozesEndpoint endpoint = endpoint(scenario, instance);
            assertThat(detail(endpoint.snooze(null, "a0", null, "1h", "why", null)))
                    .contains("rule: found none");
            assertThat(detail(endpoint.snooze("eech", "a0", null, "1h", "why", null)))
                    .contains("did you mean 'each'?");
            assertThat(detail(endpoint.snooze("each", null, null, "1h", "why", null)))
                    .contains("key: found none");
            assertThat(detail(endpoint.snooze("each", "a0", null, "1h", null, null)))
                    .contains("reason: found none");
            assertThat(detail(endpoint.snooze("each", "a0", null, null, "why", null)))
                    .contains("found neither until");
            assertThat(detail(endpoint.snooze("each", "a0", null, "soon", "why", null)))
                    .contains("found 'soon'");
            assertThat(detail(endpoint.snooze("each", "a0", "soon", null, "why", null)))
                    .contains("found 'soon'");
            assertThat(detail(endpoint.inForce("each", List.of("a0", "a1")))).contains("field=value");
            assertThat(endpoint.inForce("each", "a0").getStatus())
                    .as("nobody has the partition")
                    .isEqualTo(503);
        }
    }

    @Test
    void theActuatorHandsOverWhatRequestsHold() throws Exception {
        try (StreamScenario scenario = scenario("snoozes-web", 1);
                TestInstance instance = scenario.instance("one", directory);
                GenericApplicationContext context = new GenericApplicationContext()) {
            SnoozesEndpoint endpoint = endpoint(scenario, instance);
            context.registerBean("snoozes", SnoozesEndpoint.class, () -> endpoint);
            context.refresh();
            WebEndpointDiscoverer discoverer = new WebEndpointDiscoverer(
                    context,
                    new ConversionServiceParameterValueMapper(),
                    EndpointMediaTypes.DEFAULT,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
            Map<OperationType, WebOperation> operations = new EnumMap<>(OperationType.class);
            discoverer.getEndpoints().forEach(found -> found.getOperations()
                    .forEach(operation -> operations.put(operation.getType(), operation)));

            assertThat(operations).hasSize(3);
            assertThat(detail(invoke(
                            operations.get(OperationType.WRITE),
                            Map.of("rule", "each", "key", Map.of("konto", 7), "duration", "1h", "reason", "why"))))
                    .contains("found values of konto; allowed: a value of account");
            assertThat(detail(invoke(
                            operations.get(OperationType.DELETE),
                            Map.of("rule", "each", "key", List.of("id=1", "b=2")))))
                    .contains("found values of id, b");
            assertThat(invoke(operations.get(OperationType.READ), Map.of("rule", "each", "key", "a0"))
                            .getStatus())
                    .as("valid, but nobody has the partition")
                    .isEqualTo(503);
        }
    }

    @SuppressWarnings("unchecked")
    private static WebEndpointResponse<Object> invoke(WebOperation operation, Map<String, Object> arguments) {
        return (WebEndpointResponse<Object>) operation.invoke(new InvocationContext(SecurityContext.NONE, arguments));
    }

    @Test
    void aChangeIsAnsweredAfterItsCommitAndTriedAgainAfterAFailedBatch() throws Exception {
        try (StreamScenario scenario = scenario("snoozes-inbox", 1)) {
            KeyPartitions keys = new KeyPartitions(scenario.admin(), scenario.input());
            keys.learn(1);
            KeyedQueries queries = new KeyedQueries(keys);
            KeyedQueries.Inbox inbox = queries.open(0);
            Task task = new Task(scenario.plan, TaskState.inMemory(scenario.plan.cellTypes()), true, RuleObserver.NOOP);
            List<String> ran = new ArrayList<>();
            CompletableFuture<Boolean> first = queries.change("a", any -> ran.add("first"));
            CompletableFuture<Boolean> second = queries.change("a", any -> ran.add("second"));
            CompletableFuture<Boolean> wrong = queries.change("a", any -> {
                throw new IllegalStateException("wrong");
            });

            assertThat(inbox.change(task)).isTrue();
            assertThat(wrong).isCompletedExceptionally();
            assertThat(first).isNotDone();
            inbox.rolledBack();
            second.cancel(false);
            assertThat(inbox.change(task)).isTrue();
            inbox.committed();
            assertThat(first).isCompletedWithValue(true);
            assertThat(ran).containsExactly("first", "second", "first");
            assertThat(inbox.change(task)).isFalse();

            CompletableFuture<Boolean> open = queries.change("a", any -> true);
            inbox.change(task);
            queries.close(inbox);
            assertThat(open).isCompletedExceptionally();
            assertThat(queries.change("a", any -> true)).isCompletedExceptionally();
        }
    }

    // ---- helpers

    /** Waits for so many alerts of the rule for each of the two accounts, and that there are no more. */
    private static void expect(StreamScenario scenario, int ofA0, int ofA1) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counted(scenario)).hasSize(scenario.sent()));
        assertThat(List.of(alerts(scenario, "a0"), alerts(scenario, "a1"))).containsExactly(ofA0, ofA1);
    }

    /** The alerts of the detector, which nobody snoozes: with them every event is committed. */
    private static List<String> counted(StreamScenario scenario) {
        return values(scenario, "").stream()
                .filter(value -> !value.contains("\"each\""))
                .toList();
    }

    private static int alerts(StreamScenario scenario, String account) {
        return (int) values(scenario, account).stream()
                .filter(value -> value.contains("\"each\""))
                .count();
    }

    private static List<String> values(StreamScenario scenario, String account) {
        return scenario.read(scenario.alerts()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).startsWith(account))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static SnoozeView expected(long held) {
        return new SnoozeView(
                "each",
                Map.of("account", "a0"),
                WATERMARK,
                WATERMARK.plus(Duration.ofHours(1)),
                "card replaced",
                "ops",
                held);
    }

    private static SnoozeView view(WebEndpointResponse<Object> answer) {
        assertThat(answer.getStatus()).as("%s", answer.getBody()).isEqualTo(200);
        return (SnoozeView) answer.getBody();
    }

    private static String detail(WebEndpointResponse<Object> answer) {
        assertThat(answer.getStatus()).as("%s", answer.getBody()).isEqualTo(400);
        assertThat(String.valueOf(answer.getContentType())).isEqualTo("application/problem+json");
        return ((SnoozeProblem) answer.getBody()).detail();
    }

    private static SnoozesEndpoint endpoint(StreamScenario scenario, TestInstance instance) {
        return new SnoozesEndpoint(
                new RulesInForce(scenario.plan),
                instance.queries,
                new OwnerLookup(scenario.admin(), scenario.application, scenario.input()),
                text -> {
                    if (text.equals("1h")) {
                        return Duration.ofHours(1);
                    }
                    throw new IllegalArgumentException(text);
                });
    }

    private TestInstance instance(StreamScenario scenario, String name, String address) {
        return new TestInstance(scenario, null, directory.resolve(name), GroupProtocol.CLASSIC, Map.of(), 1, address);
    }

    private static StreamScenario scenario(String application, int partitions) throws Exception {
        return new StreamScenario(
                application,
                partitions,
                0,
                rules -> new RuleSet(application, rules.streams(), List.of(), List.of(each())));
    }

    private static RuleSpec each() {
        return new RuleSpec(
                "each",
                "payments",
                null,
                List.of(),
                null,
                Map.of(),
                "true",
                Severity.LOW,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
    }
}
