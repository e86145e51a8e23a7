package io.bellbuoy.stream.lists;

import io.bellbuoy.engine.list.ListContent;
import io.bellbuoy.stream.decode.Decoded;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process has read of the topics of lists.
 *
 * @param contents by list
 * @param bad the records that are no entries, those read last
 */
public record KnownLists(Map<String, ListContent> contents, List<Bad> bad) {

    /** Nothing. */
    public static final KnownLists NONE = new KnownLists(Map.of(), List.of());

    public KnownLists {
        contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
        bad = List.copyOf(bad);
    }

    /**
     * A record that is no entry of its list: to be dead-lettered by the one task that takes it over.
     *
     * @param list the list's name
     */
    public record Bad(String list, Decoded.Undecodable record) {

        /** The partition it is of. */
        public int partition() {
            return record.source().partition();
        }

        /** Its offset. */
        public long offset() {
            return record.source().offset();
        }
    }
}
