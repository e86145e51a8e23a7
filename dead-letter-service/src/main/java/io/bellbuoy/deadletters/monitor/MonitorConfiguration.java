package io.bellbuoy.deadletters.monitor;

import io.bellbuoy.deadletters.collect.DatabaseGate;
import io.bellbuoy.deadletters.store.OpenLetters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** Health and meters. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class MonitorConfiguration {

    @Bean
    OpenLetterWatch openLetterWatch(OpenLetters letters, Clock clock, MonitorProperties properties) {
        return new OpenLetterWatch(letters, clock, properties.oldest());
    }

    @Bean
    SchedulingConfigurer openLetterSchedule(OpenLetterWatch watch, MonitorProperties properties) {
        return tasks -> tasks.addFixedDelayTask(watch, properties.refresh());
    }

    @Bean
    MicrometerCollectMonitor collectMonitor(MeterRegistry registry, OpenLetterWatch watch) {
        return new MicrometerCollectMonitor(registry, watch);
    }

    @Bean
    MicrometerRedriveMonitor redriveMonitor(MeterRegistry registry) {
        return new MicrometerRedriveMonitor(registry);
    }

    @Bean
    MicrometerPolicyMonitor policyMonitor(MeterRegistry registry) {
        return new MicrometerPolicyMonitor(registry);
    }

    @Bean
    CollectHealthIndicator deadLettersHealthIndicator(
            ConcurrentMessageListenerContainer<?, ?> deadLetterContainer, DatabaseGate gate, OpenLetterWatch watch) {
        return new CollectHealthIndicator(deadLetterContainer, gate, watch);
    }
}
