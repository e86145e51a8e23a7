package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.commit.TransactionalProducers;
import io.bellbuoy.stream.deadletter.DeadLetters;
import io.bellbuoy.stream.emit.EmitSettings;
import io.bellbuoy.stream.emit.OutputRecords;
import io.bellbuoy.stream.listener.KeyPartitions;
import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.ListenerSettings;
import io.bellbuoy.stream.listener.OwnerLookup;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.listener.StreamParts;
import io.bellbuoy.stream.listener.StreamRuntime;
import io.bellbuoy.stream.lists.BroadcastLists;
import io.bellbuoy.stream.monitor.ProcessingMonitor;
import io.bellbuoy.stream.monitor.RestoreProgress;
import io.bellbuoy.stream.monitor.RuleTallies;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.state.StateClients;
import io.bellbuoy.stream.state.StateMonitor;
import io.bellbuoy.stream.state.StateSettings;
import io.bellbuoy.stream.state.StateStores;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/**
 * The loop and what it runs on. Connection and security come from the factories that Boot makes from {@code spring.kafka};
 * what the protocol needs is set over them.
 */
@Configuration(proxyBeanMethods = false)
class RuntimeConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ListenerSettings bellbuoyListenerSettings(BellbuoyProperties properties, RuleSetFactory factory) {
        return Settings.listener(properties, factory.inputs());
    }

    @Bean
    @ConditionalOnMissingBean
    TaskBoard bellbuoyTaskBoard() {
        return new TaskBoard();
    }

    /** After the topics are there: state asks for their ids. */
    @Bean
    @ConditionalOnMissingBean
    StateStores bellbuoyStateStores(
            StateSettings settings,
            KafkaAdmin kafkaAdmin,
            TaskBoard board,
            ObjectProvider<StateMonitor> monitor,
            Clock clock,
            TopicSetup topics) {
        StateMonitor next = monitor.getIfAvailable(() -> StateMonitor.NOOP);
        StateClients clients = new StateClients(kafkaAdmin.getConfigurationProperties());
        return new StateStores(settings, clients, new RestoreProgress(board, next), clock);
    }

    @Bean
    @ConditionalOnMissingBean
    TransactionalProducers bellbuoyTransactionalProducers(
            ProducerFactory<?, ?> factory,
            ListenerSettings settings,
            ObjectProvider<ProducerFactory.Listener<byte @Nullable [], byte @Nullable []>> listeners) {
        return new TransactionalProducers(
                factory.getConfigurationProperties(),
                settings.applicationId(),
                settings.instance(),
                listeners.orderedStream().toList());
    }

    /** For questions about topics and the group; closed with the context. */
    @Bean(destroyMethod = "close")
    Admin bellbuoyAdmin(KafkaAdmin kafkaAdmin) {
        return Admin.create(new HashMap<>(kafkaAdmin.getConfigurationProperties()));
    }

    @Bean
    @ConditionalOnMissingBean
    KeyPartitions bellbuoyKeyPartitions(Admin bellbuoyAdmin, ListenerSettings settings) {
        return new KeyPartitions(bellbuoyAdmin, settings.topics().get(0));
    }

    @Bean
    @ConditionalOnMissingBean
    KeyedQueries bellbuoyKeyedQueries(KeyPartitions partitions) {
        return new KeyedQueries(partitions);
    }

    @Bean
    @ConditionalOnMissingBean
    OwnerLookup bellbuoyOwnerLookup(Admin bellbuoyAdmin, ListenerSettings settings) {
        return new OwnerLookup(
                bellbuoyAdmin, settings.applicationId(), settings.topics().get(0));
    }

    /** After the topics are there; started and stopped by the runtime. */
    @Bean
    @ConditionalOnMissingBean
    BroadcastLists bellbuoyLists(
            Plan plan,
            ConsumerFactory<?, ?> factory,
            Admin bellbuoyAdmin,
            EventCodec codec,
            Clock clock,
            TopicSetup topics) {
        return BroadcastLists.of(
                plan.rules().lists(), factory.getConfigurationProperties(), bellbuoyAdmin, codec, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    RulesInForce bellbuoyRulesInForce(Plan plan, BellbuoyProperties properties) {
        BellbuoyProperties.Reload reload = properties.reload();
        return new RulesInForce(
                plan, reload.file() == null ? Duration.ZERO : reload.hold().duration());
    }

    /** The only reader of the clock that times rules: the engine reads none. */
    @Bean
    @ConditionalOnMissingBean
    RuleTallies bellbuoyRuleTallies() {
        return new RuleTallies(System::nanoTime);
    }

    @Bean
    @ConditionalOnMissingBean
    StreamParts bellbuoyStreamParts(
            RulesInForce inForce,
            BellbuoyProperties properties,
            RuleSetFactory factory,
            EmitSettings emit,
            DeadLetters deadLetters,
            EventCodec codec,
            StateStores stores,
            TransactionalProducers producers,
            ObjectProvider<ProcessingMonitor> monitor,
            ObjectProvider<RuleObserver> rules,
            RuleTallies tallies,
            TaskBoard board,
            KeyedQueries queries,
            KeyPartitions partitions,
            BroadcastLists lists,
            Clock clock) {
        return new StreamParts(
                inForce,
                properties.advanceWhenIdle(),
                factory.inputs(),
                outgoing -> new OutputRecords(emit, deadLetters, codec, outgoing),
                stores,
                producers,
                monitor.getIfAvailable(() -> ProcessingMonitor.NOOP),
                tallies.before(rules.getIfAvailable(() -> RuleObserver.NOOP)),
                board,
                queries,
                partitions,
                lists,
                clock);
    }

    @Bean
    @ConditionalOnMissingBean
    StreamRuntime bellbuoyStreamRuntime(
            ListenerSettings settings,
            StreamParts parts,
            ConsumerFactory<?, ?> factory,
            ObjectProvider<ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []>> listeners) {
        List<ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []>> all =
                listeners.orderedStream().toList();
        return new StreamRuntime(settings, parts, factory.getConfigurationProperties(), all);
    }
}
