package io.bellbuoy.quickstart.demo;

import io.bellbuoy.events.action.AccountAction;
import io.bellbuoy.events.action.ActionType;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.quickstart.console.Colour;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.render.AlertLine;
import io.bellbuoy.quickstart.topic.CommittedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the service committed, prints the first alerts of each rule, and counts everything. One thread runs it; others
 * take a {@link Findings} from it by {@link #catchUp()}, after which the first alerts of each rule are printed again.
 */
final class Collector {

    private static final int PRINTED_PER_RULE = 5;
    private static final Duration POLL = Duration.ofMillis(50);

    private final EventCodec codec = new EventCodec();
    private final Console console;
    private final Map<String, Long> producedNanos = new ConcurrentHashMap<>();
    private final Map<UUID, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Integer> printed = new HashMap<>();
    private final Map<String, Long> deadLetters = new HashMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private final AtomicReference<@Nullable CompletableFuture<Findings>> asked = new AtomicReference<>();
    private long blocks;
    private long releases;
    private long late;

    Collector(Console console) {
        this.console = console;
    }

    /**
     * What has been read.
     *
     * @param alerts the last revision of each alert
     * @param deadLetters by failure class
     * @param latencies from produced to visible, of first revisions of alerts whose event was announced
     */
    record Findings(
            List<Alert> alerts,
            long blocks,
            long releases,
            long late,
            Map<String, Long> deadLetters,
            Latencies latencies) {

        /** How many, of whatever class. */
        long deadLetterCount() {
            return deadLetters.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Announces that an event is being sent now, so that the time to its alert is measured. */
    void sending(String eventId) {
        producedNanos.put(eventId, System.nanoTime());
    }

    /** Reads until it is told to stop. */
    void run(String bootstrapServers, List<TopicPartition> partitions, BooleanSupplier stop) {
        try (CommittedReader reader = CommittedReader.open(bootstrapServers, partitions, true)) {
            while (!stop.getAsBoolean()) {
                reader.poll(POLL).forEach(this::take);
                CompletableFuture<Findings> request = asked.get();
                if (request != null && reader.isAtEnd()) {
                    asked.set(null);
                    request.complete(findings());
                    // What rings from now on is news again.
                    printed.clear();
                }
            }
        }
    }

    /** What has been read once everything committed by now has been. */
    CompletableFuture<Findings> catchUp() {
        CompletableFuture<Findings> request = new CompletableFuture<>();
        asked.set(request);
        return request;
    }

    Findings findings() {
        return new Findings(
                List.copyOf(alerts.values()), blocks, releases, late, Map.copyOf(deadLetters), Latencies.of(latencies));
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.endsWith("-dlt")) {
            deadLetters.merge(header(record, DeadLetterHeaders.FAILURE), 1L, Long::sum);
        } else if (topic.endsWith("-late")) {
            late++;
        } else if (record.value() != null && topic.equals(FraudTopics.ACTIONS)) {
            action(codec.read(record.value(), AccountAction.class));
        } else if (record.value() != null && topic.equals(FraudTopics.ALERTS)) {
            alert(codec.read(record.value(), Alert.class));
        }
    }

    private void action(AccountAction action) {
        if (action.type() == ActionType.BLOCK) {
            blocks++;
        } else {
            releases++;
        }
        print("account-action " + action.type(), AlertLine.of(action, console));
    }

    private void alert(Alert alert) {
        boolean first = alerts.put(alert.id(), alert) == null;
        Long sent = alert.eventId() == null ? null : producedNanos.get(alert.eventId());
        if (first && sent != null) {
            latencies.add(System.nanoTime() - sent);
        }
        print(alert.rule(), AlertLine.of(alert, console));
    }

    private void print(String kind, String line) {
        int count = printed.merge(kind, 1, Integer::sum);
        if (count <= PRINTED_PER_RULE) {
            console.line(line);
        }
        if (count == PRINTED_PER_RULE) {
            console.line(console.paint(Colour.DIM, "  (further ones of " + kind + " are counted, not shown)"));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "UNKNOWN" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
