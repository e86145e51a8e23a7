package io.bellbuoy.benchmarks.live;

import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.benchmarks.run.AlertCheck;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/** A thread that reads committed alerts and notes when each was first visible. Thread-safe. */
public final class AlertWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final CommittedReader reader;
    private final Thread thread = new Thread(this::run, "alerts");
    private final AlertCheck check = new AlertCheck();
    private final Map<Window, Long> seenAt = new HashMap<>();
    private volatile boolean stopping;

    /** Begins to read a topic, which exists, from its beginning. */
    public AlertWatch(String bootstrapServers, String topic) {
        try (Topics topics = Topics.open(bootstrapServers)) {
            reader = CommittedReader.open(bootstrapServers, topics.require(topic), true);
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (reader) {
            while (!stopping) {
                ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
                note(records, System.nanoTime());
            }
        }
    }

    private synchronized void note(ConsumerRecords<byte[], byte[]> records, long now) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Window window = check.add(record.value());
            if (window != null) {
                seenAt.putIfAbsent(window, now);
            }
        }
    }

    /** Whether all of these windows have rung. */
    public synchronized boolean hasSeen(Set<Window> windows) {
        return seenAt.size() >= windows.size() && seenAt.keySet().containsAll(windows);
    }

    /** When each window's alert was first visible, {@link System#nanoTime}. */
    public synchronized Map<Window, Long> seenAt() {
        return Map.copyOf(seenAt);
    }

    /** What is wrong with the alerts so far, in a line; null if they are equal to those expected. */
    public synchronized @Nullable String difference(Set<Window> expected) {
        return check.difference(expected);
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
