package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.commit.TransactionalProducers;
import io.bellbuoy.stream.deadletter.DeadLetterLimits;
import io.bellbuoy.stream.deadletter.DeadLetters;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.emit.EmitSettings;
import io.bellbuoy.stream.emit.OutputRecords;
import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import io.bellbuoy.stream.lists.BroadcastLists;
import io.bellbuoy.stream.monitor.RestoreProgress;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.monitor.TaskStatus;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import io.bellbuoy.stream.state.StateClients;
import io.bellbuoy.stream.state.StateSettings;
import io.bellbuoy.stream.state.StateStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One instance of a scenario's application, as a process would run it. */
final class TestInstance implements AutoCloseable {

    private static final int CACHE_ENTRIES = 200_000;

    final FreezableClock clock = new FreezableClock();
    final RecordingMonitor monitor = new RecordingMonitor();
    final TaskBoard board = new TaskBoard();
    final KeyedQueries queries;
    final RecordingRestores restores = new RecordingRestores();
    private final StreamRuntime runtime;
    private final StateStores stores;

    TestInstance(StreamScenario scenario, @Nullable String instanceId, Path directory) {
        this(scenario, instanceId, directory, GroupProtocol.CLASSIC, Map.of(), 2);
    }

    TestInstance(
            StreamScenario scenario,
            @Nullable String instanceId,
            Path directory,
            GroupProtocol protocol,
            Map<String, Object> consumerSettings,
            int concurrency) {
        this(scenario, instanceId, directory, protocol, consumerSettings, concurrency, null);
    }

    TestInstance(
            StreamScenario scenario,
            @Nullable String instanceId,
            Path directory,
            GroupProtocol protocol,
            Map<String, Object> consumerSettings,
            int concurrency,
            @Nullable String address) {
        this(scenario, instanceId, directory, protocol, consumerSettings, concurrency, address, 0, CACHE_ENTRIES);
    }

    /** An instance with a warm copy of each task on another; it leaves the group soon when it does not poll. */
    static TestInstance withStandby(
            StreamScenario scenario, @Nullable String instanceId, Path directory, GroupProtocol protocol) {
        return new TestInstance(
                scenario,
                instanceId,
                directory,
                protocol,
                Map.of("max.poll.interval.ms", 6_000),
                1,
                null,
                1,
                CACHE_ENTRIES);
    }

    /** An instance of few keys on the heap, and of few records in a batch. */
    static TestInstance small(StreamScenario scenario, Path directory, int cacheEntries, int records) {
        Map<String, Object> consumerSettings = Map.of("max.poll.records", records);
        return new TestInstance(
                scenario, null, directory, GroupProtocol.CLASSIC, consumerSettings, 1, null, 0, cacheEntries);
    }

    private TestInstance(
            StreamScenario scenario,
            @Nullable String instanceId,
            Path directory,
            GroupProtocol protocol,
            Map<String, Object> consumerSettings,
            int concurrency,
            @Nullable String address,
            int standby,
            int cacheEntries) {
        Map<String, Object> connection = Map.of("bootstrap.servers", TestBroker.address());
        stores = new StateStores(
                settings(scenario.application, directory, cacheEntries),
                new StateClients(connection),
                new RestoreProgress(board, restores),
                clock);
        KeyPartitions keys = new KeyPartitions(scenario.admin(), scenario.input());
        queries = new KeyedQueries(keys);
        ListenerSettings settings = ListenerSettings.of(
                        scenario.application,
                        instanceId,
                        address,
                        scenario.inputs.stream().map(InputTopic::topic).toList(),
                        concurrency,
                        protocol)
                .withStandby(standby);
        StreamParts parts = new StreamParts(
                new RulesInForce(scenario.plan),
                true,
                scenario.inputs,
                out -> new OutputRecords(
                        EmitSettings.of(scenario.application, scenario.alerts(), "account-actions"),
                        new DeadLetters(
                                scenario.application,
                                DeadLetterLimits.of(
                                        scenario.inputs, scenario.plan.rules().lists())),
                        new EventCodec(),
                        out),
                stores,
                new TransactionalProducers(connection, scenario.application, settings.instance(), List.of()),
                monitor,
                RuleObserver.NOOP,
                board,
                queries,
                keys,
                BroadcastLists.of(scenario.plan.rules().lists(), connection, scenario.admin(), new EventCodec(), clock),
                clock);
        Map<String, Object> consumers = new HashMap<>(connection);
        consumers.put("session.timeout.ms", 6_000);
        consumers.putAll(consumerSettings);
        runtime = new StreamRuntime(settings, parts, consumers, List.of());
    }

    /** With checkpoints often enough for a test to meet them. */
    private static StateSettings settings(String application, Path directory, int cacheEntries) {
        StateSettings usual = StateSettings.of(application, directory);
        return new StateSettings(
                application,
                directory,
                8 << 20,
                8 << 20,
                cacheEntries,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                usual.remoteLogBytes(),
                usual.logMinimumAge(),
                usual.transactionBytes(),
                usual.transactionTime());
    }

    TestInstance start() {
        runtime.start();
        return this;
    }

    /** Starts and waits until so many tasks are live. */
    TestInstance startLive(int tasks) {
        start();
        awaitLive(tasks);
        return this;
    }

    void awaitLive(int tasks) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(live()).isEqualTo(tasks));
    }

    long live() {
        return board.tasks().stream().filter(task -> task.phase() == Phase.LIVE).count();
    }

    /** Waits until a task has come to a phase. */
    TaskStatus awaitPhase(int partition, Phase phase) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(board.tasks())
                .anyMatch(task -> task.partition() == partition && task.phase() == phase));
        return board.tasks().stream()
                .filter(task -> task.partition() == partition)
                .findFirst()
                .orElseThrow();
    }

    void stop() {
        runtime.stop();
    }

    @Override
    public void close() {
        clock.thaw();
        runtime.stop();
        stores.close();
    }
}
