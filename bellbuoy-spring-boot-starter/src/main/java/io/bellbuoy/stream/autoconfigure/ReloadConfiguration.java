package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.aggregate.UserAggregate;
import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.stream.emit.EmitSettings;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.reload.ReloadMonitor;
import io.bellbuoy.stream.reload.RuleReload;
import io.bellbuoy.stream.reload.RuleWatch;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.kafka.core.KafkaAdmin;

/** Rules that change while the service runs, where there is a file of them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(RulesFile.PROPERTY)
class ReloadConfiguration {

    @Bean
    RuleReload bellbuoyRuleReload(
            ResourceLoader resources,
            ConfigurableEnvironment environment,
            BellbuoyProperties properties,
            EmitSettings emit,
            ObjectProvider<Detector<?>> detectors,
            ObjectProvider<UserAggregate<?>> aggregates,
            RulesInForce inForce,
            KafkaAdmin kafkaAdmin,
            ObjectProvider<ReloadMonitor> monitor,
            Clock clock) {
        Path file = Objects.requireNonNull(properties.reload().file());
        RuleCompilation source = new RuleCompilation(
                resources.getClassLoader(),
                environment,
                properties,
                emit,
                detectors.orderedStream().toList(),
                aggregates.orderedStream().toList(),
                inForce,
                kafkaAdmin);
        byte[] started = RulesFile.in(environment).content();
        return new RuleReload(file, started, source, inForce, monitor.getIfAvailable(() -> ReloadMonitor.NOOP), clock);
    }

    @Bean
    RuleWatch bellbuoyRuleWatch(RuleReload reload, BellbuoyProperties properties) {
        return new RuleWatch(reload, properties.reload().every().duration());
    }
}
