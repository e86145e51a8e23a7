package io.bellbuoy.engine.turn;

import java.util.Map;

/** The record key of what is published for a key. */
public final class RecordKeys {

    private RecordKeys() {}

    /** The record key among the fields of a key; if the key lacks it, as in a stage by another key, its own texts. */
    public static String of(Map<String, String> key, String recordKeyField) {
        String value = key.get(recordKeyField);
        return value == null ? String.join(",", key.values()) : value;
    }
}
