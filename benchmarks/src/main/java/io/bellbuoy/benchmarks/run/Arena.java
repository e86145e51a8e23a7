package io.bellbuoy.benchmarks.run;

import io.bellbuoy.quickstart.broker.BrokerSettings;
import io.bellbuoy.quickstart.check.Preflight;
import io.bellbuoy.quickstart.check.Requirements;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.ProcessFile;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.topic.Topics;
import java.time.Duration;
import java.util.List;

/** Where systems meet: an empty directory, and a real broker that runs until this is closed. */
public final class Arena implements AutoCloseable {

    private static final Duration BROKER_LIMIT = Duration.ofSeconds(60);
    private static final int JAVA = 17;
    private static final long GIB = 1L << 30;
    private static final long MEMORY = 5 * GIB;
    /** Of the input and of what a run writes, until the next benchmark. */
    private static final long DISK_BYTES_AN_EVENT = 1024;

    private final BenchSettings settings;
    private final BenchDirectory directory;
    private final ProcessGroup processes;
    private final Turns turns;
    private final ChildProcess broker;

    private Arena(BenchSettings settings, BenchDirectory directory, ProcessGroup processes, Class<?> main) {
        this.settings = settings;
        this.directory = directory;
        this.processes = processes;
        this.turns = new Turns(settings, directory, processes, main);
        preflight();
        directory.empty();
        this.broker = startBroker(main);
    }

    /**
     * Empties the directory and starts the broker.
     *
     * @param main the main class of this program, which is started again as the broker and as each system
     * @throws Problem if a check failed, or the broker ended by itself
     */
    public static Arena open(BenchSettings settings, Class<?> main) {
        BenchDirectory directory = new BenchDirectory(settings.directory());
        directory.claim();
        ProcessGroup processes = ProcessGroup.open(new ProcessFile(directory.processes()), directory.logs());
        try {
            return new Arena(settings, directory, processes, main);
        } catch (RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    private void preflight() {
        long disk = GIB + settings.workload().events() * DISK_BYTES_AN_EVENT;
        Requirements needs = new Requirements(JAVA, MEMORY, disk, settings.ports());
        Preflight.require(settings.directory(), needs);
    }

    private ChildProcess startBroker(Class<?> main) {
        BrokerSettings where = new BrokerSettings(directory.broker(), settings.portBase(), settings.portBase() + 1);
        ChildProcess child = processes.startSelf("broker", main, List.of("-Xms1g", "-Xmx1g"), where.command());
        try (Topics topics = Topics.open(settings.bootstrapServers())) {
            child.awaitUntil("answer", BROKER_LIMIT, topics::isReachable);
        }
        return child;
    }

    /** Makes a topic with the partitions of the settings; returns when it can be used. */
    public void createTopic(String topic) {
        try (Topics topics = Topics.open(settings.bootstrapServers())) {
            topics.createMissing(topic, settings.partitions());
            broker.awaitUntil(
                    "have topic " + topic,
                    BROKER_LIMIT,
                    () -> topics.partitions(List.of(topic)).size() == settings.partitions());
        }
    }

    /** The turns of systems on this broker. */
    public Turns turns() {
        return turns;
    }

    @Override
    public void close() {
        processes.close();
    }
}
