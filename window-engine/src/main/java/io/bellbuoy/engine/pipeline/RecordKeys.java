package io.bellbuoy.engine.pipeline;

import java.util.Map;

/** The record key of what is published for a key. */
final class RecordKeys {

    private RecordKeys() {}

    /** The record key among the fields of a key; if the key lacks it, as in a stage by another key, its own texts. */
    static String of(Map<String, String> key, String recordKeyField) {
        String value = key.get(recordKeyField);
        return value == null ? String.join(",", key.values()) : value;
    }
}
