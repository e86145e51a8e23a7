package io.bellbuoy.stream.lists;

import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.events.json.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of lists on a thread of its own, without a group: every process has every list whole. What was read
 * changes nothing by itself; tasks take it over in their batches. A reading that fails begins anew, and what was known is
 * known until the new one has reached the end.
 */
public final class BroadcastLists {

    /** No lists with topics. */
    public static final BroadcastLists NONE = new BroadcastLists();

    private static final Logger LOG = LoggerFactory.getLogger(BroadcastLists.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PARTITIONS_EVERY_MILLIS = 60_000;
    private static final long AGAIN_MILLIS = 2_000;
    private static final long STOP_MILLIS = 10_000;

    private final List<ListSpec> lists;
    private final Map<String, Object> settings;
    private final @Nullable Admin admin;
    private final EventCodec codec;
    private final Clock clock;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile KnownLists known = KnownLists.NONE;
    private volatile boolean ready;
    private volatile @Nullable Consumer<byte @Nullable [], byte @Nullable []> reading;
    private @Nullable Thread thread;

    private BroadcastLists() {
        this.lists = List.of();
        this.settings = Map.of();
        this.admin = null;
        this.codec = new EventCodec();
        // Without topics nothing is looked at now and then.
        this.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        this.ready = true;
    }

    private BroadcastLists(
            List<ListSpec> lists, Map<String, Object> connection, Admin admin, EventCodec codec, Clock clock) {
        this.lists = lists;
        this.settings = settings(connection);
        this.admin = admin;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * @param lists the lists, of which those with a topic are read
     * @param connection bootstrap servers, security and other settings of the user for consumers
     * @param admin asked about the topics; not closed
     * @param codec reads the JSON of entries
     * @param clock by which the number of partitions is looked at now and then
     */
    public static BroadcastLists of(
            List<ListSpec> lists, Map<String, Object> connection, Admin admin, EventCodec codec, Clock clock) {
        List<ListSpec> read =
                lists.stream().filter(list -> list.topic() != null).toList();
        return read.isEmpty() ? NONE : new BroadcastLists(read, connection, admin, codec, clock);
    }

    private static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        settings.remove(ConsumerConfig.CLIENT_ID_CONFIG);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** What has been read; a task compares it with what it took over before. Thread-safe. */
    public KnownLists known() {
        return known;
    }

    /** Whether the topics were read to their ends as of the start: before that no task may decide. Thread-safe. */
    public boolean isReady() {
        return ready;
    }

    /** Begins to read. */
    public synchronized void start() {
        if (lists.isEmpty() || thread != null) {
            return;
        }
        stopped = new CountDownLatch(1);
        Thread started = new Thread(this::run, "bellbuoy-lists");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Ends reading. */
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        stopped.countDown();
        Consumer<?, ?> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            running.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void run() {
        while (!isStopped()) {
            try {
                read();
            } catch (WakeupException e) {
                LOG.debug("The reader of lists is stopped");
            } catch (RuntimeException e) {
                LOG.warn("The topics of lists could not be read; tried again in {} ms", AGAIN_MILLIS, e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            stopped.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
        }
    }

    /** From the begin of the topics until something is in the way or their partitions change. */
    private void read() {
        Map<String, Shape> topics = describe();
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach((topic, shape) -> {
            for (int partition = 0; partition < shape.partitions(); partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
        });
        ListReading content = new ListReading(lists, topic -> topics.get(topic).id(), codec);
        try (Consumer<byte @Nullable [], byte @Nullable []> consumer = new KafkaConsumer<>(settings)) {
            reading = consumer;
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            load(consumer, content, consumer.endOffsets(partitions));
            follow(consumer, content, topics);
        } finally {
            reading = null;
        }
    }

    private void load(
            Consumer<byte @Nullable [], byte @Nullable []> consumer,
            ListReading content,
            Map<TopicPartition, Long> ends) {
        while (!isStopped()
                && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            content.take(consumer.poll(POLL));
        }
        if (!isStopped()) {
            known = content.known();
            ready = true;
            known.contents().forEach((list, read) -> LOG.info("List {}: {} entries read", list, read.size()));
        }
    }

    private void follow(
            Consumer<byte @Nullable [], byte @Nullable []> consumer, ListReading content, Map<String, Shape> topics) {
        long look = clock.millis() + PARTITIONS_EVERY_MILLIS;
        while (!isStopped()) {
            ConsumerRecords<byte @Nullable [], byte @Nullable []> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                content.take(records);
                known = content.known();
            }
            if (clock.millis() >= look) {
                if (!describe().equals(topics)) {
                    return;
                }
                look = clock.millis() + PARTITIONS_EVERY_MILLIS;
            }
        }
    }

    /** What of a topic must stay as it is while it is read. */
    private record Shape(String id, int partitions) {}

    private Map<String, Shape> describe() {
        Admin asked = admin;
        if (asked == null) {
            throw new IllegalStateException("Without lists nothing is read.");
        }
        try {
            Map<String, Shape> shapes = new HashMap<>();
            asked.describeTopics(lists.stream()
                            .map(list -> String.valueOf(list.topic()))
                            .toList())
                    .allTopicNames()
                    .get()
                    .forEach((topic, found) -> shapes.put(
                            topic,
                            new Shape(
                                    found.topicId().toString(),
                                    found.partitions().size())));
            return shapes;
        } catch (InterruptedException e) {
            stopped.countDown();
            throw new WakeupException();
        } catch (ExecutionException e) {
            throw new KafkaException("The topics of lists could not be asked for.", e.getCause());
        }
    }
}
