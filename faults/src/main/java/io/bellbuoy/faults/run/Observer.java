package io.bellbuoy.faults.run;

import io.bellbuoy.events.action.AccountAction;
import io.bellbuoy.events.action.ActionType;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.feature.FeatureValues;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.faults.cluster.RulesFile;
import io.bellbuoy.faults.outcome.Outcome;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What came out, read from records. */
final class Observer {

    /** Values that the oracle computes; others, such as the events of a match, it does not. */
    private static final List<String> COMPARED = List.of("total", "n", "spend10m");

    private final EventCodec codec = new EventCodec();
    private final List<Outcome> seen = new ArrayList<>();

    /** Takes a record of any of the output topics, in the order of its partition. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        seen.add(
                switch (record.topic()) {
                    case "faults-alerts" -> alert(record);
                    case "faults-features" -> features(record);
                    case "faults-actions" -> action(record);
                    case "faults-late" -> late(record);
                    default -> deadLetter(record);
                });
    }

    List<Outcome> seen() {
        return seen;
    }

    private Outcome alert(ConsumerRecord<byte[], byte[]> record) {
        Alert alert = codec.read(record.value(), Alert.class);
        Long window = alert.window() == null ? null : alert.window().start().toEpochMilli();
        return Outcome.alert(
                alert.rule(),
                key(record),
                window,
                alert.eventId(),
                alert.revision(),
                alert.status().name(),
                compared(alert.values()));
    }

    private Outcome features(ConsumerRecord<byte[], byte[]> record) {
        FeatureValues features = codec.read(record.value(), FeatureValues.class);
        return Outcome.features(key(record), String.valueOf(features.eventId()), compared(features.values()));
    }

    private Outcome action(ConsumerRecord<byte[], byte[]> record) {
        AccountAction action = codec.read(record.value(), AccountAction.class);
        long since = action.since().toEpochMilli();
        if (action.type() == ActionType.RELEASE) {
            return Outcome.release(key(record), since);
        }
        return Outcome.block(
                key(record), since, action.until() == null ? 0 : action.until().toEpochMilli());
    }

    private static Outcome late(ConsumerRecord<byte[], byte[]> record) {
        // Rules that a fault has added for a while are none of those that the oracle has.
        String rules = Stream.of(text(record, DeadLetterHeaders.LATE_RULES).split(","))
                .filter(rule -> !rule.startsWith(RulesFile.ADDED))
                .sorted()
                .collect(Collectors.joining(","));
        return Outcome.late(key(record), partition(record), offset(record), rules);
    }

    private static Outcome deadLetter(ConsumerRecord<byte[], byte[]> record) {
        return Outcome.deadLetter(
                key(record), partition(record), offset(record), text(record, DeadLetterHeaders.FAILURE));
    }

    private static Map<String, BigDecimal> compared(Map<String, @Nullable Object> values) {
        Map<String, BigDecimal> compared = new TreeMap<>();
        for (String name : COMPARED) {
            Object value = values.get(name);
            if (value != null) {
                compared.put(name, new BigDecimal(value.toString()));
            }
        }
        return compared;
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static int partition(ConsumerRecord<byte[], byte[]> record) {
        return ByteBuffer.wrap(header(record, DeadLetterHeaders.ORIGINAL_PARTITION))
                .getInt();
    }

    private static long offset(ConsumerRecord<byte[], byte[]> record) {
        return ByteBuffer.wrap(header(record, DeadLetterHeaders.ORIGINAL_OFFSET))
                .getLong();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        return DeadLetterHeaders.readText(header(record, name));
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name).value();
    }
}
