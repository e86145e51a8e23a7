package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.stream.deadletter.DeadLetterLimits;
import io.bellbuoy.stream.deadletter.DeadLetters;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.emit.EmitSettings;
import io.bellbuoy.stream.emit.StageTopics;
import io.bellbuoy.stream.state.StateTopics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The topics that an application needs, as they must be made.
 *
 * @param rules the rule set
 * @param inputs the input topics
 * @param emit where outputs go
 * @param partitions the number of partitions of those that are made, except those of state
 * @param replication the replication factor; -1: the broker's default
 * @param stages the number of stages behind the first
 */
record TopicPlan(
        RuleSet rules, List<InputTopic> inputs, EmitSettings emit, int partitions, short replication, int stages) {

    /** Kafka's default for max.message.bytes. */
    private static final int DEFAULT_MESSAGE_BYTES = 1_048_588;

    /** What a batch of one record adds to it. */
    private static final int BATCH_OVERHEAD = 256;

    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    /** A rule set of one stage. */
    TopicPlan(RuleSet rules, List<InputTopic> inputs, EmitSettings emit, int partitions, short replication) {
        this(rules, inputs, emit, partitions, replication, 0);
    }

    /** The input topics by name. */
    List<String> inputNames() {
        return inputs.stream().map(InputTopic::topic).toList();
    }

    /** The topics of state, of each stage. */
    List<StateTopics> states() {
        return Stream.concat(Stream.of(emit.application()), stageNames().stream())
                .map(StateTopics::new)
                .toList();
    }

    /** The topics between the stages. */
    List<String> stageNames() {
        return IntStream.rangeClosed(1, stages)
                .mapToObj(stage -> StageTopics.name(emit.application(), stage))
                .toList();
    }

    private NewTopic stage(String name, int tasks) {
        NewTopic topic = topic(name, StageTopics.MESSAGE_BYTES, StageTopics.DURABLE);
        return new NewTopic(name, tasks, replication).configs(topic.configs());
    }

    /** The input topics, as they are made where they are missing. */
    List<NewTopic> newInputs() {
        return inputs.stream()
                .map(input -> topic(
                        input.topic(), input.maxRecordBytes() + BATCH_OVERHEAD, input.isTable() ? COMPACTED : Map.of()))
                .toList();
    }

    /** The topics of outputs and state. */
    List<NewTopic> newOutputs(int tasks) {
        DeadLetterLimits limits = DeadLetterLimits.of(inputs, rules.lists());
        List<NewTopic> topics = new ArrayList<>();
        for (String input : inputNames()) {
            topics.add(topic(DeadLetters.topicFor(input), limits.of(input) + BATCH_OVERHEAD, Map.of()));
        }
        topics.add(topic(DeadLetters.lateTopic(emit.application()), limits.largest() + BATCH_OVERHEAD, Map.of()));
        topics.add(topic(emit.alertsTopic(), 0, Map.of()));
        if (rules.rules().stream().anyMatch(RuleSpec::isShadow)) {
            topics.add(topic(emit.shadowTopic(), 0, Map.of()));
        }
        if (rules.rules().stream().anyMatch(rule -> rule.block() != null && !rule.isShadow())) {
            topics.add(topic(emit.actionsTopic(), 0, COMPACTED));
        }
        if (!rules.scorecards().isEmpty()) {
            topics.add(topic(emit.decisionsTopic(), 0, Map.of()));
        }
        for (String list : lists()) {
            topics.add(topic(list, 0, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
            topics.add(topic(DeadLetters.topicFor(list), limits.of(list) + BATCH_OVERHEAD, Map.of()));
        }
        published().forEach(name -> topics.add(topic(name, 0, Map.of())));
        stageNames().forEach(name -> topics.add(stage(name, tasks)));
        for (StateTopics state : states()) {
            topics.add(state.newLog(tasks, replication));
            topics.add(state.newCheckpoint(tasks, replication));
        }
        return topics;
    }

    /** The topics of lists. */
    List<String> lists() {
        return rules.lists().stream()
                .map(ListSpec::topic)
                .filter(Objects::nonNull)
                .toList();
    }

    private Stream<String> published() {
        return Stream.concat(
                        rules.features().stream().map(FeatureSpec::publish),
                        rules.rules().stream().flatMap(TopicPlan::published))
                .filter(Objects::nonNull)
                .distinct();
    }

    private static Stream<@Nullable String> published(RuleSpec rule) {
        return Stream.of(
                rule.publish(), rule.pattern() == null ? null : rule.pattern().timeouts());
    }

    private NewTopic topic(String name, int messageBytes, Map<String, String> configs) {
        Map<String, String> all = new LinkedHashMap<>(configs);
        if (messageBytes > DEFAULT_MESSAGE_BYTES) {
            all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(messageBytes));
        }
        return new NewTopic(name, partitions, replication).configs(all);
    }
}
