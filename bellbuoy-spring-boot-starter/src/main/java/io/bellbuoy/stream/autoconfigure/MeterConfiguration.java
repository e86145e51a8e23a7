package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.stream.autoconfigure.metrics.MicrometerProcessingMonitor;
import io.bellbuoy.stream.autoconfigure.metrics.MicrometerReloadMonitor;
import io.bellbuoy.stream.autoconfigure.metrics.MicrometerRuleObserver;
import io.bellbuoy.stream.autoconfigure.metrics.MicrometerStateMonitor;
import io.bellbuoy.stream.monitor.ProcessingMonitor;
import io.bellbuoy.stream.reload.ReloadMonitor;
import io.bellbuoy.stream.state.StateMonitor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.kafka.core.ProducerFactory;

/** Meters of the loop, of state, and of the clients that Boot does not make and therefore does not meter. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
class MeterConfiguration {

    @Bean
    @ConditionalOnMissingBean(ProcessingMonitor.class)
    MicrometerProcessingMonitor bellbuoyProcessingMonitor(MeterRegistry registry, Clock clock) {
        return new MicrometerProcessingMonitor(registry, clock);
    }

    @Bean
    @ConditionalOnMissingBean(StateMonitor.class)
    MicrometerStateMonitor bellbuoyStateMonitor(MeterRegistry registry) {
        return new MicrometerStateMonitor(registry);
    }

    @Bean
    @ConditionalOnMissingBean(ReloadMonitor.class)
    MicrometerReloadMonitor bellbuoyReloadMonitor(MeterRegistry registry) {
        return new MicrometerReloadMonitor(registry);
    }

    @Bean
    @ConditionalOnMissingBean(RuleObserver.class)
    MicrometerRuleObserver bellbuoyRuleObserver(MeterRegistry registry) {
        return new MicrometerRuleObserver(registry);
    }

    @Bean
    ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []> bellbuoyConsumerMeters(MeterRegistry registry) {
        return new MicrometerConsumerListener<>(registry);
    }

    @Bean
    ProducerFactory.Listener<byte @Nullable [], byte @Nullable []> bellbuoyProducerMeters(MeterRegistry registry) {
        return new MicrometerProducerListener<>(registry);
    }
}
