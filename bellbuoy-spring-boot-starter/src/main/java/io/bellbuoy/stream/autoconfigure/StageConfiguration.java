package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.stream.autoconfigure.health.StagesEndpoint;
import io.bellbuoy.stream.commit.TransactionalProducers;
import io.bellbuoy.stream.emit.StageTopics;
import io.bellbuoy.stream.listener.KeyPartitions;
import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.ListenerSettings;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.listener.StagePurge;
import io.bellbuoy.stream.listener.StageRuntime;
import io.bellbuoy.stream.listener.StageRuntimes;
import io.bellbuoy.stream.listener.StreamParts;
import io.bellbuoy.stream.listener.StreamRuntime;
import io.bellbuoy.stream.lists.BroadcastLists;
import io.bellbuoy.stream.monitor.RestoreProgress;
import io.bellbuoy.stream.monitor.StageMonitor;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.state.StateClients;
import io.bellbuoy.stream.state.StateMonitor;
import io.bellbuoy.stream.state.StateSettings;
import io.bellbuoy.stream.state.StateStores;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** The stages behind the first, which rules by other keys than the record key need. */
@Configuration(proxyBeanMethods = false)
class StageConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(StageConfiguration.class);

    @Bean(destroyMethod = "close")
    StageRuntimes bellbuoyStageRuntimes(
            Plan plan,
            ListenerSettings listener,
            StateSettings state,
            StreamParts parts,
            Admin bellbuoyAdmin,
            KafkaAdmin kafkaAdmin,
            ConsumerFactory<?, ?> consumers,
            ProducerFactory<?, ?> producers,
            ObjectProvider<StateMonitor> monitor,
            ObjectProvider<ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []>> consumerListeners,
            ObjectProvider<ProducerFactory.Listener<byte @Nullable [], byte @Nullable []>> producerListeners) {
        plan.view().forEach(stage -> LOG.info("{}", stage));
        return new StageRuntimes(
                plan.behind().stream()
                        .map(behind -> stage(
                                behind,
                                StageTopics.name(listener.applicationId(), behind.stage()),
                                listener,
                                state,
                                parts,
                                bellbuoyAdmin,
                                kafkaAdmin,
                                consumers,
                                producers,
                                monitor.getIfAvailable(() -> StateMonitor.NOOP),
                                consumerListeners,
                                producerListeners))
                        .toList(),
                new StagePurge(bellbuoyAdmin));
    }

    private static StageRuntime stage(
            Plan plan,
            String topic,
            ListenerSettings listener,
            StateSettings state,
            StreamParts parts,
            Admin admin,
            KafkaAdmin kafkaAdmin,
            ConsumerFactory<?, ?> consumers,
            ProducerFactory<?, ?> producers,
            StateMonitor monitor,
            ObjectProvider<ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []>> consumerListeners,
            ObjectProvider<ProducerFactory.Listener<byte @Nullable [], byte @Nullable []>> producerListeners) {
        TaskBoard board = new TaskBoard();
        StateStores stores = new StateStores(
                state.ofStage(topic, plan.stage()),
                new StateClients(kafkaAdmin.getConfigurationProperties()),
                new RestoreProgress(board, monitor),
                parts.clock());
        KeyPartitions keys = new KeyPartitions(admin, topic);
        StreamParts own = new StreamParts(
                RulesInForce.fixed(plan),
                parts.advanceWhenIdle(),
                List.of(),
                parts.outputs(),
                stores,
                new TransactionalProducers(
                        producers.getConfigurationProperties(),
                        topic,
                        listener.instance(),
                        producerListeners.orderedStream().toList()),
                new StageMonitor(plan.stage(), parts.monitor()),
                parts.rules(),
                board,
                new KeyedQueries(keys),
                keys,
                BroadcastLists.NONE,
                parts.clock());
        StreamRuntime runtime = new StreamRuntime(
                listener.ofStage(topic),
                own,
                consumers.getConfigurationProperties(),
                consumerListeners.orderedStream().toList());
        return new StageRuntime(plan, topic, board, stores, runtime);
    }

    /** The plan, for people; needs the actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Endpoint.class)
    static class Shown {

        @Bean
        StagesEndpoint bellbuoyStagesEndpoint(Plan plan) {
            return new StagesEndpoint(plan::view);
        }
    }
}
