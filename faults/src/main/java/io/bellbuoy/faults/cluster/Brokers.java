package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.broker.BrokerSettings;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One broker, or several that are a cluster with each record on three of them. */
public final class Brokers {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final int count;
    private final int portBase;
    private final TrialDirectory directory;
    private final ProcessGroup processes;
    private final Class<?> main;
    private final List<ChildProcess> running = new ArrayList<>();

    Brokers(int count, int portBase, TrialDirectory directory, ProcessGroup processes, Class<?> main) {
        this.count = count;
        this.portBase = portBase;
        this.directory = directory;
        this.processes = processes;
        this.main = main;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    String bootstrapServers() {
        return IntStream.range(0, count).mapToObj(i -> "127.0.0.1:" + port(i)).collect(Collectors.joining(","));
    }

    private int port(int number) {
        return portBase + 2 * number;
    }

    void startAll() {
        for (int i = 0; i < count; i++) {
            running.add(launch(i));
        }
        awaitAnswer();
    }

    private void awaitAnswer() {
        try (Topics topics = Topics.open(bootstrapServers())) {
            running.get(0).awaitUntil("answer", START_LIMIT, topics::isReachable);
        }
    }

    private ChildProcess launch(int number) {
        BrokerSettings where =
                new BrokerSettings(directory.broker(number), port(number), port(number) + 1, settings(number));
        List<String> options = List.of(
                "-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dbellbuoy.log.level=WARN");
        return processes.startSelf("broker-" + number, main, options, where.command());
    }

    private Map<String, String> settings(int number) {
        Map<String, String> settings = new LinkedHashMap<>();
        // The shortest session that both protocols allow, so that a trial does not wait most of its time.
        settings.put("group.consumer.min.session.timeout.ms", "6000");
        settings.put("group.consumer.session.timeout.ms", "6000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "1000");
        settings.put("group.consumer.heartbeat.interval.ms", "2000");
        // Who is forbidden nothing may do everything; controllers must get along before they know what is forbidden.
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", "true");
        settings.put("principal.builder.class", ListenerPrincipal.class.getName());
        settings.put("super.users", ListenerPrincipal.CONTROLLER.toString());
        if (count > 1) {
            settings.put("node.id", Integer.toString(number + 1));
            settings.put(
                    "controller.quorum.voters",
                    IntStream.range(0, count)
                            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + (port(i) + 1))
                            .collect(Collectors.joining(",")));
            for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
                settings.put(topic + ".replication.factor", "3");
            }
            settings.put("default.replication.factor", "3");
            settings.put("transaction.state.log.min.isr", "2");
            settings.put("min.insync.replicas", "2");
        }
        return settings;
    }

    /** Kills a broker; its directory stays. */
    public void kill(int number) {
        Signals.kill(running.get(number));
    }

    /** Ends a broker in order, which moves what it leads. */
    public void stop(int number) {
        Signals.end(running.get(number));
        Signals.awaitEnd(running.get(number));
    }

    /** Starts a broker again, and waits until the cluster answers. */
    public void start(int number) {
        running.set(number, launch(number));
        awaitAnswer();
    }

    /** Nothing reaches the broker from now on, and it sends nothing. */
    public void freeze(int number) {
        Signals.freeze(running.get(number));
    }

    /** It goes on where it was. */
    public void thaw(int number) {
        Signals.thaw(running.get(number));
    }

    void requireAlive() {
        for (ChildProcess broker : running) {
            if (!broker.isAlive()) {
                throw new Problem(broker.name() + " ended by itself; see " + directory.logs() + ".");
            }
        }
    }
}
