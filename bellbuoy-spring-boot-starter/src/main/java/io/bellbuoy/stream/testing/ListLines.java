package io.bellbuoy.stream.testing;

import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.decode.ConsumedRecord;
import io.bellbuoy.stream.decode.Decoded;
import io.bellbuoy.stream.lists.ListDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What the lines of a run put on lists and take off them, each line a record of the list's topic. */
final class ListLines {

    private final Map<String, ListSpec> lists = new LinkedHashMap<>();
    private final Map<String, ListContent> contents = new LinkedHashMap<>();

    ListLines(List<ListSpec> declared) {
        for (ListSpec list : declared) {
            if (list.topic() != null) {
                lists.put(list.name(), list);
                contents.put(list.name(), ListContent.empty("lines"));
            }
        }
    }

    /** Whether a line is about a list. */
    static boolean isAbout(EventLine line) {
        return line.field(EventLine.LIST) != null || line.field(EventLine.UNLIST) != null;
    }

    /** What is on the lists so far. */
    Map<String, ListContent> contents() {
        return contents;
    }

    /**
     * Takes a line.
     *
     * @param timestamp of the record, epoch milliseconds
     * @return the record, if it is no entry
     * @throws EventFileException if there is no such list, or it has no topic
     */
    Decoded.@Nullable Undecodable take(EventLine line, long timestamp) {
        boolean off = line.field(EventLine.UNLIST) != null;
        ListSpec list = list(line, off ? EventLine.UNLIST : EventLine.LIST);
        var record = record(line, String.valueOf(list.topic()), off ? null : line.text(), timestamp);
        ListContent.Changes changes = contents.get(list.name()).change();
        Failure failure = new ListDecoder(list, new EventCodec()).apply(record, changes);
        contents.put(list.name(), changes.done());
        return failure == null ? null : new Decoded.Undecodable(list.name(), failure, new ConsumedRecord(record));
    }

    private ListSpec list(EventLine line, String field) {
        String name = String.valueOf(line.field(field));
        ListSpec list = lists.get(name);
        if (list == null) {
            throw new EventFileException(
                    line.number(),
                    field + " is '" + name + "'; allowed are the lists with a topic: "
                            + String.join(", ", lists.keySet()) + ".");
        }
        return list;
    }

    private static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
            EventLine line, String topic, @Nullable String text, long timestamp) {
        String key = line.field(EventLine.KEY) == null ? line.field("value") : line.field(EventLine.KEY);
        byte[] value = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        return LineRecord.of(topic, line.number(), timestamp, key, value, new RecordHeaders());
    }
}
