package io.bellbuoy.deadletters.store;

import io.bellbuoy.deadletters.fingerprint.GroupIdentity;
import io.bellbuoy.deadletters.letter.DeadLetter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tables {@code dead_letter_group} and {@code dead_letter_trend}. Rows are written in the order of their keys, groups
 * before trends, so that no two transactions wait for each other.
 */
final class GroupTables {

    private record GroupRow(
            GroupIdentity identity, @Nullable String example, long count, long first, long last) {

        GroupRow plus(Tally tally) {
            return new GroupRow(
                    identity,
                    example,
                    count + tally.count(),
                    Math.min(first, tally.first()),
                    Math.max(last, tally.last()));
        }
    }

    private record TrendKey(String fingerprint, int minutes, long start) {

        static final Comparator<TrendKey> ORDER = Comparator.comparing(TrendKey::fingerprint)
                .thenComparingInt(TrendKey::minutes)
                .thenComparingLong(TrendKey::start);
    }

    private static final long HOUR = 3_600_000;

    private static final Columns<GroupRow> GROUPS = new Columns<GroupRow>()
            .text("fingerprint", row -> row.identity().fingerprint())
            .text("failure_class", row -> row.identity().failureClass())
            .text("exception", row -> row.identity().exception())
            .text("pattern", row -> row.identity().pattern())
            .text("stage", row -> row.identity().stage())
            .text("rule", row -> row.identity().rule())
            .text("frame", row -> row.identity().frame())
            .text("example", GroupRow::example)
            .bigint("total", GroupRow::count)
            .bigint("open", GroupRow::count)
            .time("first_seen", GroupRow::first)
            .time("last_seen", GroupRow::last);

    private static final Columns<Map.Entry<TrendKey, Long>> TRENDS = new Columns<Map.Entry<TrendKey, Long>>()
            .text("fingerprint", row -> row.getKey().fingerprint())
            .integer("minutes", row -> row.getKey().minutes())
            .time("start", row -> row.getKey().start())
            .bigint("total", Map.Entry::getValue);

    private static final String UPSERT_GROUPS = """
            insert into dead_letter_group as known (%1$s) select %1$s from %2$s
            on conflict (fingerprint) do update set
              total = known.total + excluded.total,
              open = known.open + excluded.open,
              first_seen = least(known.first_seen, excluded.first_seen),
              last_seen = greatest(known.last_seen, excluded.last_seen)
            """.formatted(GROUPS.names(), GROUPS.rows());

    private static final String UPSERT_TRENDS = """
            insert into dead_letter_trend as known (%1$s) select %1$s from %2$s
            on conflict (fingerprint, minutes, start) do update set total = known.total + excluded.total
            """.formatted(TRENDS.names(), TRENDS.rows());

    private final JdbcTemplate jdbc;

    GroupTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds to the groups what was inserted, within the transaction of the caller.
     *
     * @param letters among which those that were inserted are
     * @param inserted how many rows were really inserted
     */
    void add(Collection<DeadLetter> letters, List<Tally> inserted) {
        if (inserted.isEmpty()) {
            return;
        }
        write(UPSERT_GROUPS, GROUPS, List.copyOf(groups(letters, inserted).values()));
        write(UPSERT_TRENDS, TRENDS, List.copyOf(trends(inserted).entrySet()));
    }

    private <T> void write(String sql, Columns<T> columns, List<T> rows) {
        jdbc.update(sql, statement -> columns.set(statement, rows));
    }

    private static Map<String, GroupRow> groups(Collection<DeadLetter> letters, List<Tally> inserted) {
        Map<String, DeadLetter> examples = new HashMap<>();
        letters.forEach(letter -> examples.putIfAbsent(letter.group().fingerprint(), letter));
        Map<String, GroupRow> rows = new TreeMap<>();
        for (Tally tally : inserted) {
            DeadLetter example = examples.get(tally.fingerprint());
            GroupRow none = new GroupRow(
                    example.group(), example.report().cause().message(), 0, Long.MAX_VALUE, Long.MIN_VALUE);
            rows.put(
                    tally.fingerprint(),
                    rows.getOrDefault(tally.fingerprint(), none).plus(tally));
        }
        return rows;
    }

    private static Map<TrendKey, Long> trends(List<Tally> inserted) {
        Map<TrendKey, Long> rows = new TreeMap<>(TrendKey.ORDER);
        for (Tally tally : inserted) {
            long hour = tally.minute() - Math.floorMod(tally.minute(), HOUR);
            rows.merge(new TrendKey(tally.fingerprint(), 1, tally.minute()), tally.count(), Long::sum);
            rows.merge(new TrendKey(tally.fingerprint(), 60, hour), tally.count(), Long::sum);
        }
        return rows;
    }
}
