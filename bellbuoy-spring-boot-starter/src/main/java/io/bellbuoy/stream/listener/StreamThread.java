package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import io.bellbuoy.stream.state.StateTopics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/**
 * One consumer thread: a listener container of its own with its loop, so that producer and tasks belong to one thread and
 * it can be started again alone.
 */
final class StreamThread implements ApplicationEventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(StreamThread.class);

    private final int number;
    private final ListenerSettings settings;
    private final StreamParts parts;
    private final StreamLoop loop;
    private final @Nullable StaticMember member;
    private @Nullable KafkaMessageListenerContainer<byte @Nullable [], byte @Nullable []> container;
    private boolean waiting;
    /** Whether the loop is nobody's: a container says that it does not run before its consumer is closed. */
    private volatile boolean ended = true;

    private volatile boolean stopping;

    StreamThread(
            int number,
            ListenerSettings settings,
            StreamParts parts,
            StateTopics stateTopics,
            Restorer restorer,
            Executor executor) {
        this.number = number;
        this.settings = settings;
        this.parts = parts;
        this.member = member(settings.groupInstanceId(number));
        ThreadProducer producer = new ThreadProducer(parts.producers(), number, executor);
        BatchTally tally = new BatchTally(
                parts.outputs().apply(record -> producer.current().send(record)));
        this.loop = new StreamLoop(
                number,
                parts,
                new TaskAssignment(
                        settings.topics(),
                        parts,
                        restorer,
                        new TaskOpener(parts, settings.applicationId()),
                        new PartitionCounts(settings.topics(), stateTopics)),
                producer,
                new BatchRunner(
                        parts.inForce(),
                        parts.inputs(),
                        tally,
                        stateTopics,
                        new SourceEnds(),
                        parts.lists(),
                        parts.clock()),
                tally,
                new Backoff(settings.firstBackoff(), settings.longestBackoff()));
    }

    private @Nullable StaticMember member(@Nullable String instanceId) {
        return instanceId == null || settings.protocol() == GroupProtocol.CLASSIC
                ? null
                : new StaticMember(parts.stores().admin(), settings.applicationId(), instanceId);
    }

    /** Starts now, or, if its place in the group is taken, when {@link #startAgainIfEnded()} finds it free. */
    void start(
            Map<String, Object> connection,
            List<ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []>> listeners) {
        DefaultKafkaConsumerFactory<byte @Nullable [], byte @Nullable []> consumers =
                new DefaultKafkaConsumerFactory<>(ConsumerSettings.of(connection, settings, number));
        listeners.forEach(consumers::addListener);
        KafkaMessageListenerContainer<byte @Nullable [], byte @Nullable []> made =
                new KafkaMessageListenerContainer<>(consumers, properties());
        made.setBeanName("bellbuoy-" + number);
        made.setApplicationEventPublisher(this);
        // The loop throws nothing; if it did, the records must not be skipped.
        made.setCommonErrorHandler(new StoppingErrorHandler());
        container = made;
        startIfFree(made);
    }

    private void startIfFree(KafkaMessageListenerContainer<?, ?> next) {
        String held = member == null ? null : member.held().orElse(null);
        if (held == null) {
            waiting = false;
            parts.board().threadJoins(number);
            ended = false;
            try {
                next.start();
            } catch (RuntimeException e) {
                ended = true;
                throw e;
            }
        } else {
            parts.board().threadFenced(number, held);
            if (!waiting) {
                LOG.info("Consumer thread {} waits to join: {}", number, held);
            }
            waiting = true;
        }
    }

    private ContainerProperties properties() {
        ContainerProperties properties =
                new ContainerProperties(settings.topics().toArray(String[]::new));
        properties.setGroupId(settings.applicationId());
        properties.setMessageListener(loop);
        properties.setConsumerRebalanceListener(loop);
        // Manual, and nothing is ever acknowledged: offsets are part of the transaction.
        properties.setAckMode(AckMode.MANUAL);
        properties.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
        properties.setMissingTopicsFatal(false);
        long idleMillis = settings.idleInterval().toMillis();
        properties.setPollTimeout(Math.max(1, idleMillis / 2));
        properties.setIdleEventInterval(idleMillis);
        properties.setIdleBeforeDataMultiplier(1.0);
        return properties;
    }

    @Override
    public void publishEvent(Object event) {
        if (event instanceof ListenerContainerIdleEvent idle) {
            Consumer<?, ?> consumer = idle.getConsumer();
            loop.idle(consumer);
        } else if (event instanceof ConsumerStoppedEvent stopped) {
            loop.ended();
            if (!stopping) {
                endedByItself(stopped.getReason());
            }
            ended = true;
        }
    }

    private void endedByItself(ConsumerStoppedEvent.Reason reason) {
        parts.monitor().listenerStopped(reason.name());
        if (reason != ConsumerStoppedEvent.Reason.FENCED) {
            LOG.warn("Consumer thread {} ended by itself ({}); it is started again", number, reason);
            return;
        }
        // Starting again would fence the other instance in turn, for ever.
        stopping = true;
        String why = "Another instance has taken over the instance id '" + settings.instanceId()
                + "'. Stop this one, or give each instance an id of its own (bellbuoy.instance-id).";
        parts.board().threadFenced(number, why);
        LOG.error("Consumer thread {} stays ended: {}", number, why);
    }

    @Override
    public void publishEvent(ApplicationEvent event) {
        publishEvent((Object) event);
    }

    void startAgainIfEnded() {
        if (container != null && !stopping && ended && !container.isRunning()) {
            startIfFree(container);
        }
    }

    void stop(Runnable whenStopped) {
        stopping = true;
        if (container == null) {
            whenStopped.run();
        } else {
            container.stop(whenStopped);
        }
    }
}
