package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.stream.autoconfigure.health.RulesEndpoint;
import io.bellbuoy.stream.autoconfigure.health.RulesReport;
import io.bellbuoy.stream.autoconfigure.health.StagesEndpoint;
import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.ListenerSettings;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.listener.StagePurge;
import io.bellbuoy.stream.listener.StageRuntimes;
import io.bellbuoy.stream.listener.StreamParts;
import io.bellbuoy.stream.monitor.RuleTallies;
import io.bellbuoy.stream.reload.RuleReload;
import io.bellbuoy.stream.state.StateMonitor;
import io.bellbuoy.stream.state.StateSettings;
import java.util.ArrayList;
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

    @Bean
    KafkaClients bellbuoyKafkaClients(
            KafkaAdmin admin,
            ConsumerFactory<?, ?> consumers,
            ProducerFactory<?, ?> producers,
            ObjectProvider<ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []>> consumerListeners,
            ObjectProvider<ProducerFactory.Listener<byte @Nullable [], byte @Nullable []>> producerListeners) {
        return new KafkaClients(
                admin.getConfigurationProperties(),
                consumers.getConfigurationProperties(),
                producers.getConfigurationProperties(),
                consumerListeners.orderedStream().toList(),
                producerListeners.orderedStream().toList());
    }

    @Bean(destroyMethod = "close")
    StageRuntimes bellbuoyStageRuntimes(
            Plan plan,
            ListenerSettings listener,
            StateSettings state,
            StreamParts parts,
            Admin bellbuoyAdmin,
            KafkaClients clients,
            ObjectProvider<StateMonitor> monitor) {
        plan.view().forEach(stage -> LOG.info("{}", stage));
        StageFactory stages = new StageFactory(
                listener, state, parts, bellbuoyAdmin, clients, monitor.getIfAvailable(() -> StateMonitor.NOOP));
        return new StageRuntimes(plan.behind().stream().map(stages::create).toList(), new StagePurge(bellbuoyAdmin));
    }

    /** The rules and their stages, for people; needs the actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Endpoint.class)
    static class Shown {

        @Bean
        StagesEndpoint bellbuoyStagesEndpoint(RulesInForce inForce) {
            return new StagesEndpoint(() -> inForce.plan().view());
        }

        @Bean
        RulesEndpoint bellbuoyRulesEndpoint(
                RulesInForce inForce,
                RuleTallies tallies,
                KeyedQueries queries,
                StageRuntimes stages,
                ObjectProvider<RuleReload> reload) {
            List<KeyedQueries> all = new ArrayList<>(List.of(queries));
            stages.stages().forEach(stage -> all.add(stage.queries()));
            return new RulesEndpoint(new RulesReport(inForce, tallies, all), reload.getIfAvailable());
        }
    }
}
