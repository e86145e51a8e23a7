package io.bellbuoy.deadletters.collect;

import io.bellbuoy.deadletters.letter.LetterReader;
import io.bellbuoy.deadletters.store.DeadLetterStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** The consumers of the dead-letter topics. */
@Configuration(proxyBeanMethods = false)
class CollectConfiguration {

    @Bean
    DatabaseGate databaseGate(CollectProperties properties, Clock clock) {
        return new DatabaseGate(properties.attempts(), properties.pause(), clock);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> deadLetterContainer(
            CollectProperties properties,
            KafkaProperties kafka,
            ObjectProvider<DefaultKafkaConsumerFactoryCustomizer> customizers,
            LetterReader reader,
            DeadLetterStore store,
            DatabaseGate gate,
            ObjectProvider<CollectMonitor> monitor) {
        ContainerProperties settings = new ContainerProperties(properties.topics());
        settings.setGroupId(properties.group());
        settings.setClientId(properties.group());
        settings.setAckMode(ContainerProperties.AckMode.MANUAL);
        settings.setMessageListener(new Collector(
                reader, store, gate, monitor.getIfAvailable(() -> CollectMonitor.NOOP), properties.pause()));

        var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(settings(properties, kafka));
        customizers.orderedStream().forEach(customizer -> customizer.customize(consumers));
        var container = new ConcurrentMessageListenerContainer<>(consumers, settings);
        container.setConcurrency(properties.threads());
        // The listener throws nothing. Should it all the same, no record may be passed over.
        container.setCommonErrorHandler(new DefaultErrorHandler(
                new FixedBackOff(properties.pause().toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }

    /** What the operator set, and over it what the guarantees need. */
    private static Map<String, Object> settings(CollectProperties properties, KafkaProperties kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A topic that is found while running is read from its beginning, and so is one whose offsets have expired;
        // what is stored already is passed over.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.batch());
        settings.put(
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                Math.toIntExact(properties.discovery().toMillis()));
        if (!"consumer".equals(settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class));
        }
        return settings;
    }
}
