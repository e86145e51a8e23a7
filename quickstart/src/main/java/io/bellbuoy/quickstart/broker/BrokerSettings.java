package io.bellbuoy.quickstart.broker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A broker that is also a controller.
 *
 * @param directory where its log and its settings are kept
 * @param port the port for clients on 127.0.0.1
 * @param controllerPort the port of the controller on 127.0.0.1
 * @param overrides settings of Kafka in place of those that suit one broker alone
 */
public record BrokerSettings(Path directory, int port, int controllerPort, Map<String, String> overrides) {

    private static final String HOST = "127.0.0.1";
    private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
    private static final int MAX_PORT = 65_535;

    /** One broker alone. */
    public BrokerSettings(Path directory, int port, int controllerPort) {
        this(directory, port, controllerPort, Map.of());
    }

    public BrokerSettings {
        overrides = Map.copyOf(overrides);
        requirePort("port", port);
        requirePort("controllerPort", controllerPort);
        if (port == controllerPort) {
            throw new IllegalArgumentException("port and controllerPort must differ, both are " + port);
        }
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(name + " must be from 1 to " + MAX_PORT + ", not " + port);
        }
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** The command with which a program that has it is started again as this broker; it needs its family besides. */
    public List<String> command() {
        List<String> command = new ArrayList<>(
                List.of("broker", "--dir=" + directory, "--port=" + port, "--controller-port=" + controllerPort));
        overrides.forEach((name, value) -> command.add("--set=" + name + "=" + value));
        return command;
    }

    Properties properties() {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        p.setProperty("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        p.setProperty("log.dirs", directory.resolve("log").toString());
        oneReplica(p);
        oldTimestamps(p);
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        p.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("num.partitions", "4");
        overrides.forEach(p::setProperty);
        return p;
    }

    private static void oneReplica(Properties p) {
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            p.setProperty(topic + ".replication.factor", "1");
        }
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("offsets.topic.num.partitions", "8");
        p.setProperty("transaction.state.log.num.partitions", "8");
        p.setProperty("default.replication.factor", "1");
        p.setProperty("min.insync.replicas", "1");
    }

    /** Replayed events carry their own time, years ago or minutes ahead: neither may be refused, deleted or roll a segment. */
    private static void oldTimestamps(Properties p) {
        p.setProperty("log.retention.ms", "-1");
        p.setProperty("log.retention.bytes", "-1");
        p.setProperty("log.roll.ms", Long.toString(Long.MAX_VALUE));
        p.setProperty("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
        p.setProperty("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    }
}
