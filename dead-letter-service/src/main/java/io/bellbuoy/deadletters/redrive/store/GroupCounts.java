package io.bellbuoy.deadletters.redrive.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes the states of dead letters, and how many of their groups are open, within the transaction of the caller. */
final class GroupCounts {

    private final JdbcClient jdbc;

    GroupCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Moves those that are in one state to another. A row that somebody looks at is waited for, not passed over: a dead
     * letter must not stay with a job that is done with it. Whoever takes more than these passes over what is locked, so
     * that this never waits in a circle.
     *
     * @return the ids of those that were moved
     */
    List<Long> move(Collection<Long> letters, String from, String to) {
        if (letters.isEmpty()) {
            return List.of();
        }
        record Moved(long id, String fingerprint) {}
        List<Moved> moved = jdbc.sql("""
                        with mine as (
                          select id from dead_letter where id = any(:ids) and state = :from order by id for update)
                        update dead_letter set state = :to from mine where dead_letter.id = mine.id
                        returning dead_letter.id, fingerprint
                        """)
                .param("ids", letters.toArray(Long[]::new))
                .param("from", from)
                .param("to", to)
                .query((row, number) -> new Moved(row.getLong(1), row.getString(2)))
                .list();
        int sign = opened(from, to);
        if (sign != 0) {
            addOpen(moved.stream()
                    .collect(Collectors.groupingBy(Moved::fingerprint, Collectors.summingLong(letter -> sign))));
        }
        return moved.stream().map(Moved::id).toList();
    }

    /** By how many more are open when one goes from a state to another: -1, 0 or 1. */
    static int opened(String from, String to) {
        return (to.equals("OPEN") ? 1 : 0) - (from.equals("OPEN") ? 1 : 0);
    }

    /** Adds to the counts, in the order in which the collector does, so that no two transactions wait for each other. */
    void addOpen(Map<String, Long> byFingerprint) {
        new TreeMap<>(byFingerprint).forEach((fingerprint, count) -> jdbc.sql(
                        "update dead_letter_group set open = open + :count where fingerprint = :fingerprint")
                .param("count", count)
                .param("fingerprint", fingerprint)
                .update());
    }
}
