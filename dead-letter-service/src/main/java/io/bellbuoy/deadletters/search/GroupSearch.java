package io.bellbuoy.deadletters.search;

import io.bellbuoy.deadletters.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds groups, with their trend. Thread-safe. */
public class GroupSearch {

    private static final int HOURS = 24;

    private static final String COLUMNS = """
            g.fingerprint, g.failure_class, g.exception, g.pattern, g.stage, g.rule, g.frame, g.total, g.open,
            g.first_seen, g.last_seen""";

    private static final String PAGE = """
            select %1$s, %2$s as position from dead_letter_group g
            where (:text::text is null or g.exception ilike :text or g.pattern ilike :text or g.frame ilike :text
                   or g.rule ilike :text)
              and (:failureClass::text is null or g.failure_class = :failureClass)
              and (:service::text is null or exists (
                     select from dead_letter d where d.service = :service and d.fingerprint = g.fingerprint))
              and (not :openOnly or g.open > 0)
              and (:position::bigint is null or (%2$s, g.fingerprint) < (:position, :fingerprint::text))
            order by position desc, g.fingerprint desc
            limit :limit
            """;

    private static final String TREND = """
            select fingerprint, start, total from dead_letter_trend
            where minutes = 60 and start >= :from and fingerprint = any(:fingerprints)
            """;

    private record Row(Group group, long position) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    public GroupSearch(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A page of groups.
     *
     * @throws BadQueryException if the page does not continue one of the same order
     * @throws org.springframework.dao.DataAccessException if the database cannot say
     */
    public Page<Group> find(GroupQuery query) {
        Position after = Position.parse(query.after());
        List<Row> rows = jdbc.sql(PAGE.formatted(COLUMNS, query.sort().sql()))
                .param("text", Terms.containing(query.text()))
                .param("failureClass", query.failureClass())
                .param("service", query.service())
                .param("openOnly", query.openOnly())
                .param("position", after == null ? null : after.value())
                .param("fingerprint", after == null ? null : after.fingerprint())
                .param("limit", query.limit() + 1)
                .query((row, number) -> new Row(group(row), row.getLong("position")))
                .list();
        Page<Row> page = Page.of(rows, query.limit(), row -> new Position(
                        row.position(), row.group().fingerprint())
                .toString());
        return new Page<>(withTrend(page.items().stream().map(Row::group).toList()), page.next());
    }

    /** One group; empty if there is none of this fingerprint. */
    public Optional<Group> get(String fingerprint) {
        List<Group> found = jdbc.sql("select " + COLUMNS + " from dead_letter_group g where fingerprint = :fingerprint")
                .param("fingerprint", fingerprint.replace('\0', '\uFFFD'))
                .query((row, number) -> group(row))
                .list();
        return withTrend(found).stream().findFirst();
    }

    private List<Group> withTrend(List<Group> groups) {
        Instant from = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1, ChronoUnit.HOURS);
        Map<String, Long[]> trends = new HashMap<>();
        for (Group group : groups) {
            Long[] hours = new Long[HOURS];
            Arrays.fill(hours, 0L);
            trends.put(group.fingerprint(), hours);
        }
        jdbc.sql(TREND)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("fingerprints", trends.keySet().toArray(String[]::new))
                .query(row -> {
                    long hour = ChronoUnit.HOURS.between(from, Rows.time(row, "start"));
                    // Clocks of writers may be ahead.
                    if (hour < HOURS) {
                        trends.get(row.getString("fingerprint"))[(int) hour] = row.getLong("total");
                    }
                });
        return groups.stream()
                .map(group -> group.with(List.of(trends.get(group.fingerprint()))))
                .toList();
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getString("fingerprint"),
                row.getString("failure_class"),
                row.getString("exception"),
                row.getString("pattern"),
                row.getString("stage"),
                row.getString("rule"),
                row.getString("frame"),
                row.getLong("total"),
                row.getLong("open"),
                Rows.time(row, "first_seen"),
                Rows.time(row, "last_seen"),
                List.of());
    }

    private record Position(long value, String fingerprint) {

        static @Nullable Position parse(@Nullable String text) {
            if (text == null) {
                return null;
            }
            int middle = text.indexOf('-', 1);
            try {
                return new Position(Long.parseLong(text.substring(0, Math.max(middle, 0))), text.substring(middle + 1));
            } catch (NumberFormatException e) {
                throw new BadQueryException("after", text, "the value of next of the page before, or left out");
            }
        }

        @Override
        public String toString() {
            return value + "-" + fingerprint;
        }
    }
}
