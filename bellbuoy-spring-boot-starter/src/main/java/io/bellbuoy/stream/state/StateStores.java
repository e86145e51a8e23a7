package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellTypes;
import java.time.Clock;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the tasks of a process share to keep state: settings, native memory, the checkpoint thread, the clients. Thread-safe.
 * Close the {@link TaskStore}s first.
 */
public final class StateStores implements AutoCloseable {

    private final StateSettings settings;
    private final StateTopics topics;
    private final StateClients clients;
    private final StateMonitor monitor;
    private final Clock clock;
    private final RocksMemory memory;
    private final CheckpointWorker worker = new CheckpointWorker();
    private final Standbys standbys = new Standbys(this);

    /** @param clients closed with this */
    public StateStores(StateSettings settings, StateClients clients, StateMonitor monitor, Clock clock) {
        this.settings = settings;
        this.topics = new StateTopics(settings.applicationId());
        this.clients = clients;
        this.monitor = monitor;
        this.clock = clock;
        memory = new RocksMemory(settings.blockCacheBytes(), settings.writeBufferBytes());
    }

    /**
     * A restore of a task's state, to be run once, on a thread of its own.
     *
     * @param types the kinds of cells of the rule set in force
     */
    public TaskRestore restore(int partition, CellTypes types) {
        return new TaskRestore(this, partition, types);
    }

    /** The warm copies of state that this process keeps for tasks of others. */
    public Standbys standbys() {
        return standbys;
    }

    /** For questions about the broker; closed with this. */
    public Admin admin() {
        return clients.admin();
    }

    StateSettings settings() {
        return settings;
    }

    StateTopics topics() {
        return topics;
    }

    StateClients clients() {
        return clients;
    }

    StateMonitor monitor() {
        return monitor;
    }

    Clock clock() {
        return clock;
    }

    RocksMemory memory() {
        return memory;
    }

    CheckpointWorker worker() {
        return worker;
    }

    @Override
    public void close() {
        standbys.close();
        worker.close();
        memory.close();
        clients.close();
    }
}
