package io.bellbuoy.stream.lists;

import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.deadletter.FailureClass;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.events.json.EventFormatException;
import io.bellbuoy.events.list.ListEntry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** From the records of one list's topic to its entries. */
public final class ListDecoder {

    private final ListSpec list;
    private final EventCodec codec;

    /** @param codec reads the JSON of entries */
    public ListDecoder(ListSpec list, EventCodec codec) {
        this.list = list;
        this.codec = codec;
    }

    /**
     * Makes a record part of what is on the list.
     *
     * @return why it is no entry and changed nothing but the place; null if it is one
     */
    public @Nullable Failure apply(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> record, ListContent.Changes changes) {
        changes.read(record.partition(), record.offset());
        byte[] key = record.key();
        if (key == null) {
            return failure(FailureClass.INVALID, "The record has no key; it must be the value that is on the list.");
        }
        String value = new String(key, StandardCharsets.UTF_8);
        byte[] json = record.value();
        if (json == null) {
            changes.remove(value);
            return null;
        }
        try {
            return apply(value, codec.read(json, ListEntry.class), changes);
        } catch (EventFormatException e) {
            return failure(FailureClass.UNDECODABLE, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Failure apply(String key, ListEntry entry, ListContent.Changes changes) {
        if (!entry.value().equals(key)) {
            return failure(
                    FailureClass.KEY_MISMATCH,
                    "The record key is another value; it must be that of field value in UTF-8.");
        }
        if (entry.until() == null && list.expiryRequired()) {
            return failure(
                    FailureClass.INVALID,
                    "Field until: found nothing; allowed: a time, since list " + list.name()
                            + " has expiry: required.");
        }
        long until = entry.until() == null ? ListSpec.NEVER : entry.until().toEpochMilli();
        changes.put(new ListSpec.Entry(key, entry.reason(), until, entry.by()));
        return null;
    }

    private static Failure failure(FailureClass kind, String message) {
        return new Failure(kind, "list", null, message, null);
    }
}
