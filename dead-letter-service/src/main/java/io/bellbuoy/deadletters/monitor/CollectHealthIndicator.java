package io.bellbuoy.deadletters.monitor;

import io.bellbuoy.deadletters.collect.DatabaseGate;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Says whether dead letters are collected: out of service while the database is not to be had, or no consumer runs. That one
 * is open for too long is told and changes nothing: this instance can do nothing about it.
 */
final class CollectHealthIndicator implements HealthIndicator {

    private final ConcurrentMessageListenerContainer<?, ?> container;
    private final DatabaseGate gate;
    private final OpenLetterWatch watch;

    CollectHealthIndicator(
            ConcurrentMessageListenerContainer<?, ?> container, DatabaseGate gate, OpenLetterWatch watch) {
        this.container = container;
        this.gate = gate;
        this.watch = watch;
    }

    @Override
    public Health health() {
        DatabaseGate.Closed closed = gate.closed();
        boolean running = container.isRunning() && container.isInExpectedState();
        Health.Builder health = closed == null && running ? Health.up() : Health.outOfService();
        health.withDetail("running", running);
        health.withDetail("topics", topics());
        if (closed != null) {
            health.withDetail("paused", "since " + closed.since() + ": " + closed.reason());
        }
        String alert = watch.alert();
        if (alert != null) {
            health.withDetail("alert", alert);
        }
        return health.build();
    }

    private List<String> topics() {
        Collection<TopicPartition> assigned = container.getAssignedPartitions();
        return assigned == null
                ? List.of()
                : assigned.stream()
                        .map(TopicPartition::topic)
                        .distinct()
                        .sorted()
                        .toList();
    }
}
