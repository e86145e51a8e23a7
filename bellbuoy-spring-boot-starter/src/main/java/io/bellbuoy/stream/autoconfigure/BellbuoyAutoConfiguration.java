package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.deadletter.DeadLetterLimits;
import io.bellbuoy.stream.deadletter.DeadLetters;
import io.bellbuoy.stream.emit.EmitSettings;
import io.bellbuoy.stream.state.StateSettings;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Runs what is declared below {@code bellbuoy}, as soon as anything is. There is no transaction
 * manager among the beans: it would make Boot's own listeners transactional without a word.
 */
@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        // The registry must be known, and the readiness group be there, before ours joins it.
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration"
        })
@Conditional(OnDeclarations.class)
@EnableConfigurationProperties(BellbuoyProperties.class)
@Import({
    RuntimeConfiguration.class,
    StageConfiguration.class,
    ReloadConfiguration.class,
    SnoozeConfiguration.class,
    MeterConfiguration.class,
    HealthConfiguration.class
})
public final class BellbuoyAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock bellbuoyClock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    EventCodec bellbuoyEventCodec() {
        return new EventCodec();
    }

    @Bean
    RuleSetFactory bellbuoyRuleSetFactory(BellbuoyProperties properties, Environment environment) {
        new PropertyNames().check(environment);
        return new RuleSetFactory(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    Plan bellbuoyPlan(
            RuleSetFactory factory,
            ObjectProvider<Detector<?>> detectors,
            ObjectProvider<UserAggregate<?>> aggregates) {
        return Plan.compile(
                factory.ruleSet(),
                detectors.orderedStream().toList(),
                aggregates.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    EmitSettings bellbuoyEmitSettings(BellbuoyProperties properties, RuleSetFactory factory) {
        return Settings.emit(properties, factory);
    }

    @Bean
    @ConditionalOnMissingBean
    DeadLetters bellbuoyDeadLetters(BellbuoyProperties properties, RuleSetFactory factory, Plan plan) {
        return new DeadLetters(
                RuleSetFactory.applicationId(properties),
                DeadLetterLimits.of(factory.inputs(), plan.rules().lists()));
    }

    @Bean
    @ConditionalOnMissingBean
    StateSettings bellbuoyStateSettings(BellbuoyProperties properties) {
        return Settings.state(properties);
    }

    @Bean
    TopicSetup bellbuoyTopicSetup(
            BellbuoyProperties properties,
            Plan plan,
            RuleSetFactory factory,
            EmitSettings emit,
            KafkaAdmin kafkaAdmin) {
        BellbuoyProperties.Topics topics = properties.topics();
        short replication = (short) topics.replicationFactor();
        TopicPlan needed = new TopicPlan(
                plan.rules(),
                factory.inputs(),
                emit,
                topics.partitions(),
                replication,
                plan.behind().size());
        TopicSetup setup = new TopicSetup(needed, kafkaAdmin, topics.create());
        setup.run();
        return setup;
    }
}
