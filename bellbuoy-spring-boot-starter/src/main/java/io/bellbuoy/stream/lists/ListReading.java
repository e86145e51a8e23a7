package io.bellbuoy.stream.lists;

import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.decode.ConsumedRecord;
import io.bellbuoy.stream.decode.Decoded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/** One reading of the topics of lists, from their begin. Single-threaded. */
final class ListReading {

    /** Of more records that are no entries only the last are kept until a task has dead-lettered them. */
    private static final int KEPT_BAD = 1_000;

    private final Map<String, ListSpec> listOf = new HashMap<>();
    private final Map<String, ListDecoder> decoders = new HashMap<>();
    private final Map<String, ListContent> contents = new LinkedHashMap<>();
    private final List<KnownLists.Bad> bad = new ArrayList<>();

    /** @param topicIds by topic: its id */
    ListReading(List<ListSpec> lists, UnaryOperator<String> topicIds, EventCodec codec) {
        for (ListSpec list : lists) {
            String topic = String.valueOf(list.topic());
            listOf.put(topic, list);
            decoders.put(topic, new ListDecoder(list, codec));
            contents.put(list.name(), ListContent.empty(topicIds.apply(topic)));
        }
    }

    void take(ConsumerRecords<byte @Nullable [], byte @Nullable []> records) {
        for (Map.Entry<String, ListSpec> entry : listOf.entrySet()) {
            String name = entry.getValue().name();
            ListContent.Changes changes = null;
            for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record : records.records(entry.getKey())) {
                if (changes == null) {
                    changes = contents.get(name).change();
                }
                take(name, record, changes);
            }
            if (changes != null) {
                contents.put(name, changes.done());
            }
        }
    }

    private void take(
            String list, ConsumerRecord<byte @Nullable [], byte @Nullable []> record, ListContent.Changes changes) {
        Failure failure = decoders.get(record.topic()).apply(record, changes);
        if (failure != null) {
            bad.add(new KnownLists.Bad(list, new Decoded.Undecodable(list, failure, new ConsumedRecord(record))));
            if (bad.size() > KEPT_BAD) {
                bad.remove(0);
            }
        }
    }

    /** What has been read so far. */
    KnownLists known() {
        return new KnownLists(contents, bad);
    }
}
