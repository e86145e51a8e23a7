package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.stream.commit.TransactionalProducers;
import io.bellbuoy.stream.emit.StageTopics;
import io.bellbuoy.stream.listener.KeyPartitions;
import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.ListenerSettings;
import io.bellbuoy.stream.listener.OwnerLookup;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.listener.StageRuntime;
import io.bellbuoy.stream.listener.StreamParts;
import io.bellbuoy.stream.listener.StreamRuntime;
import io.bellbuoy.stream.monitor.RestoreProgress;
import io.bellbuoy.stream.monitor.StageMonitor;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.state.StateClients;
import io.bellbuoy.stream.state.StateMonitor;
import io.bellbuoy.stream.state.StateSettings;
import io.bellbuoy.stream.state.StateStores;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Makes the runtimes of the stages behind the first, as that one is, with names of their own. */
final class StageFactory {

    private final ListenerSettings listener;
    private final StateSettings state;
    private final StreamParts first;
    private final Admin admin;
    private final KafkaClients clients;
    private final StateMonitor monitor;

    /**
     * @param listener how the first stage runs
     * @param state how the first stage keeps its state
     * @param first what the threads of the first stage share
     */
    StageFactory(
            ListenerSettings listener,
            StateSettings state,
            StreamParts first,
            Admin admin,
            KafkaClients clients,
            StateMonitor monitor) {
        this.listener = listener;
        this.state = state;
        this.first = first;
        this.admin = admin;
        this.clients = clients;
        this.monitor = monitor;
    }

    /** The runtime of a stage; not started. */
    StageRuntime create(Plan plan) {
        String topic = StageTopics.name(listener.applicationId(), plan.stage());
        TaskBoard board = new TaskBoard();
        StateStores stores = new StateStores(
                state.ofStage(topic, plan.stage()),
                new StateClients(clients.admin()),
                new RestoreProgress(board, monitor),
                first.clock());
        StreamParts parts = parts(plan, topic, board, stores);
        StreamRuntime runtime =
                new StreamRuntime(listener.ofStage(topic), parts, clients.consumer(), clients.consumerListeners());
        OwnerLookup owners = new OwnerLookup(admin, topic, topic);
        return new StageRuntime(plan, topic, board, stores, parts.queries(), owners, runtime);
    }

    private StreamParts parts(Plan plan, String topic, TaskBoard board, StateStores stores) {
        KeyPartitions keys = new KeyPartitions(admin, topic);
        return new StreamParts(
                new RulesInForce(plan),
                first.advanceWhenIdle(),
                List.of(),
                first.outputs(),
                stores,
                new TransactionalProducers(clients.producer(), topic, listener.instance(), clients.producerListeners()),
                new StageMonitor(plan.stage(), first.monitor()),
                first.rules(),
                board,
                new KeyedQueries(keys),
                keys,
                first.lists(),
                first.clock());
    }
}
