package io.bellbuoy.stream.autoconfigure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * How clients of the broker are made: bootstrap servers, security and other settings of the user, and who is told of each.
 *
 * @param admin settings of admin clients
 * @param consumer settings of consumers
 * @param producer settings of producers
 * @param consumerListeners told of each consumer
 * @param producerListeners told of each producer
 */
record KafkaClients(
        Map<String, Object> admin,
        Map<String, Object> consumer,
        Map<String, Object> producer,
        List<ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []>> consumerListeners,
        List<ProducerFactory.Listener<byte @Nullable [], byte @Nullable []>> producerListeners) {}
