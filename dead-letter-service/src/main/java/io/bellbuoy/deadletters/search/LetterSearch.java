package io.bellbuoy.deadletters.search;

import io.bellbuoy.deadletters.letter.Body;
import io.bellbuoy.deadletters.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds dead letters, those collected last first. Topic, key and group are found by indexes; what they leave is looked
 * through for the rest, at most {@value LetterStatement#WINDOW} rows for one page, so that no question holds the database
 * for long and inserting pays for no index over texts. Thread-safe.
 */
public class LetterSearch {

    /** The largest key that a list has, in bytes. */
    static final int HEAD_KEY = 1024;

    /** The largest value that a list has, in bytes: it is wanted only to be masked by. */
    static final int HEAD_VALUE = 16_384;

    private static final String HEAD = """
            d.id, d.dlt_topic, d.dlt_partition, d.dlt_offset, d.dlt_timestamp, d.origin_topic, d.repeat_of, d.fingerprint,
            d.service, d.exception, d.message, d.key_form, d.key_size,
            case when d.key_size <= %d then d.key end as key,
            d.value_form, d.value_size, case when d.value_size <= %d then d.value end as value, d.state""".formatted(HEAD_KEY, HEAD_VALUE);

    private static final String COLUMNS = """
            d.id, d.dlt_topic, d.dlt_partition, d.dlt_offset, d.dlt_timestamp, d.origin_topic, d.origin_partition,
            d.origin_offset, d.origin_timestamp, d.origin_group, d.repeat_of, d.fingerprint, d.writer, d.service,
            d.failure_class, d.exception, d.message, d.stack_trace, d.stage, d.rule, d.key_form, d.key_size, d.key,
            d.value_form, d.value_size, d.value, d.headers, d.state""";

    private final JdbcClient jdbc;

    public LetterSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of dead letters.
     *
     * @throws org.springframework.dao.DataAccessException if the database cannot say
     */
    public Page<LetterHead> find(LetterQuery query) {
        return find(LetterStatement.of(query), query);
    }

    /**
     * A page of the dead letters that lie in the topic that is asked for, or its dead-letter topic, and came from no other
     * one. What is in others decides neither what is found nor where the next page begins.
     *
     * @param query one with a topic
     * @throws org.springframework.dao.DataAccessException if the database cannot say
     */
    public Page<LetterHead> findOfTopicAlone(LetterQuery query) {
        return find(LetterStatement.ofTopicAlone(query), query);
    }

    private Page<LetterHead> find(LetterStatement statement, LetterQuery query) {
        long before = query.after() == null ? end() : Long.parseLong(query.after());
        List<LetterHead> rows = jdbc.sql(statement.rows(HEAD))
                .params(statement.parameters())
                .param("before", before)
                .param("limit", query.limit() + 1)
                .query((row, number) -> head(row))
                .list();
        Page<LetterHead> page = Page.of(rows, query.limit(), row -> Long.toString(row.id()));
        if (page.next() != null || !statement.looksThrough()) {
            return page;
        }
        return new Page<>(page.items(), lowest(statement, before));
    }

    private long end() {
        return jdbc.sql("select coalesce(max(id), 0) + 1 from dead_letter")
                .query(Long.class)
                .single();
    }

    /** The last row that was looked at, if there may be more behind it; null otherwise. */
    private @Nullable String lowest(LetterStatement statement, long before) {
        return jdbc.sql(statement.last())
                .params(statement.indexedParameters())
                .param("before", before)
                .query((row, number) -> row.getString("id"))
                .optional()
                .orElse(null);
    }

    /** One dead letter; empty if there is none of this number. */
    public Optional<LetterRow> get(long id) {
        return jdbc.sql("select " + COLUMNS + " from dead_letter d where d.id = :id")
                .param("id", id)
                .query((row, number) -> letter(row))
                .optional();
    }

    /**
     * All dead letters of the record that failed in this one, the first one first, at most 100; only itself where no other
     * is known, none if there is none of this number.
     */
    public List<LetterHead> history(long id) {
        return jdbc.sql("with first as (select coalesce(repeat_of, id) as id from dead_letter where id = :id)"
                        + " select " + HEAD + " from dead_letter d"
                        + " where d.id = (select id from first) or d.repeat_of = (select id from first)"
                        + " order by d.id limit 100")
                .param("id", id)
                .query((row, number) -> head(row))
                .list();
    }

    /** The condition of a question, for who deals with all that it finds; no window bounds it. */
    public static Criteria criteria(LetterQuery query) {
        return LetterStatement.criteria(query);
    }

    private static LetterHead head(ResultSet row) throws SQLException {
        return new LetterHead(
                row.getLong("id"),
                row.getString("dlt_topic"),
                row.getInt("dlt_partition"),
                row.getLong("dlt_offset"),
                Rows.time(row, "dlt_timestamp"),
                row.getString("origin_topic"),
                row.getObject("repeat_of", Long.class),
                row.getString("fingerprint"),
                row.getString("service"),
                row.getString("exception"),
                row.getString("message"),
                small(Rows.body(row, "key"), HEAD_KEY),
                small(Rows.body(row, "value"), HEAD_VALUE),
                row.getString("state"));
    }

    private static @Nullable Body small(Body body, int limit) {
        return body.size() <= limit ? body : null;
    }

    private static LetterRow letter(ResultSet row) throws SQLException {
        return new LetterRow(
                row.getLong("id"),
                row.getString("dlt_topic"),
                row.getInt("dlt_partition"),
                row.getLong("dlt_offset"),
                Rows.time(row, "dlt_timestamp"),
                new LetterRow.Origin(
                        row.getString("origin_topic"),
                        row.getObject("origin_partition", Integer.class),
                        row.getObject("origin_offset", Long.class),
                        Rows.timeOrNull(row, "origin_timestamp"),
                        row.getString("origin_group")),
                row.getObject("repeat_of", Long.class),
                row.getString("fingerprint"),
                row.getString("writer"),
                row.getString("service"),
                row.getString("failure_class"),
                row.getString("exception"),
                row.getString("message"),
                row.getString("stack_trace"),
                row.getString("stage"),
                row.getString("rule"),
                Rows.body(row, "key"),
                Rows.body(row, "value"),
                row.getString("headers"),
                row.getString("state"));
    }
}
