package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.stream.emit.StageTopics;
import io.bellbuoy.stream.state.StateTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Sees to it at the start that all topics are there and fit together: creates those that are missing, or says which
 * they are. State topics get as many partitions as the inputs have, whoever made those.
 */
final class TopicSetup {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    private final TopicPlan plan;
    private final KafkaAdmin kafkaAdmin;
    private final boolean create;

    TopicSetup(TopicPlan plan, KafkaAdmin kafkaAdmin, boolean create) {
        this.plan = plan;
        this.kafkaAdmin = kafkaAdmin;
        this.create = create;
    }

    /**
     * Creates or checks the topics.
     *
     * @return the number of tasks, which is the number of partitions of each input
     * @throws MissingTopicsException if topics are missing and may not be created
     * @throws UnfitTopicException if numbers of partitions do not fit together, or a topic of state would lose it
     * @throws BrokerUnreachableException if the broker does not answer
     */
    int run() {
        // Not the KafkaAdmin itself, which would raise the number of partitions of a topic that somebody made
        // meanwhile.
        try (Admin admin = Admin.create(new HashMap<>(kafkaAdmin.getConfigurationProperties()))) {
            BrokerTopics broker = new BrokerTopics(admin, kafkaAdmin.getConfigurationProperties());
            List<NewTopic> inputs = plan.newInputs();
            Map<String, Integer> found = broker.partitions(inputs);
            if (create) {
                // First, since others must follow their number of partitions, which another instance may just have
                // decided.
                found = provide(broker, inputs, found);
            }
            int tasks = tasks(found);
            List<NewTopic> needed = new ArrayList<>(inputs);
            needed.addAll(plan.newOutputs(tasks));
            found = broker.partitions(needed);
            requireFitting(found, tasks);
            requireFitting(provide(broker, needed, found), tasks);
            requireDurable(broker);
            return tasks;
        }
    }

    private Map<String, Integer> provide(BrokerTopics broker, List<NewTopic> needed, Map<String, Integer> found) {
        List<NewTopic> missing = needed.stream()
                .filter(topic -> !found.containsKey(topic.name()))
                .toList();
        if (missing.isEmpty()) {
            return found;
        }
        List<String> names = missing.stream().map(NewTopic::name).toList();
        if (!create) {
            throw new MissingTopicsException(
                    names, missing.stream().map(TopicSetup::command).toList());
        }
        LOG.info("Creating topics {}", names);
        broker.create(missing);
        return broker.awaitPartitions(needed);
    }

    private int tasks(Map<String, Integer> found) {
        Map<String, Integer> inputs = new HashMap<>(found);
        inputs.keySet().retainAll(plan.inputNames());
        if (inputs.values().stream().distinct().count() > 1) {
            throw new UnfitTopicException(
                    "The input topics have different numbers of partitions: " + inputs + ".",
                    "Events of one key must have one partition number in all inputs. Give the topics the same number"
                            + " of partitions, or read those that differ in an application of their own.");
        }
        return inputs.values().stream().findFirst().orElse(plan.partitions());
    }

    private void requireFitting(Map<String, Integer> found, int tasks) {
        List<String> fixed = new ArrayList<>(plan.stageNames());
        plan.states().forEach(state -> fixed.addAll(List.of(state.log(), state.checkpoint())));
        for (String topic : fixed) {
            Integer partitions = found.get(topic);
            if (partitions != null && partitions != tasks) {
                throw new UnfitTopicException(
                        "The inputs have " + tasks + " partitions " + plan.inputNames() + ", but the state topic "
                                + topic + " has " + partitions + ".",
                        "A change of the number of partitions moves keys away from their state. Set the inputs back to "
                                + partitions + " partitions, or start with a new bellbuoy.application-id, whose state"
                                + " begins empty.");
            }
        }
    }

    /** Topics of state that somebody else made must not drop what a restore needs. */
    private void requireDurable(BrokerTopics broker) {
        plan.stageNames().forEach(stage -> {
            requireKept(broker, stage);
            requireRoom(broker, stage);
        });
        for (StateTopics state : plan.states()) {
            requireKept(broker, state.log());
            requireConfig(
                    broker, state.checkpoint(), TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        for (String list : plan.lists()) {
            requireConfig(broker, list, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
    }

    private static void requireKept(BrokerTopics broker, String topic) {
        requireConfig(broker, topic, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        requireConfig(broker, topic, TopicConfig.RETENTION_MS_CONFIG, "-1");
        requireConfig(broker, topic, TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    }

    private static void requireRoom(BrokerTopics broker, String stage) {
        String name = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
        broker.config(stage, name)
                .filter(found -> Long.parseLong(found) < StageTopics.MESSAGE_BYTES)
                .ifPresent(found -> {
                    throw new UnfitTopicException(
                            "Topic " + stage + " has " + name + "=" + found
                                    + ", by which a large event would hold up its partition.",
                            "Set it: kafka-configs.sh --bootstrap-server <server> --alter --topic " + stage
                                    + " --add-config " + name + "=" + StageTopics.MESSAGE_BYTES);
                });
    }

    private static void requireConfig(BrokerTopics broker, String topic, String name, String expected) {
        broker.config(topic, name).filter(found -> !found.equals(expected)).ifPresent(found -> {
            throw new UnfitTopicException(
                    "Topic " + topic + " has " + name + "=" + found
                            + ", by which state or entries of a list would be lost.",
                    "Set it: kafka-configs.sh --bootstrap-server <server> --alter --topic " + topic + " --add-config "
                            + name + "=" + expected);
        });
    }

    private static String command(NewTopic topic) {
        StringBuilder command = new StringBuilder("kafka-topics.sh --bootstrap-server <server> --create --topic ")
                .append(topic.name())
                .append(" --partitions ")
                .append(topic.numPartitions());
        if (topic.configs() != null) {
            topic.configs().forEach((name, value) -> command.append(" --config ")
                    .append(name)
                    .append('=')
                    .append(value));
        }
        return command.toString();
    }
}
