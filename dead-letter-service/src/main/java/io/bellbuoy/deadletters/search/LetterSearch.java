package io.bellbuoy.deadletters.search;

import io.bellbuoy.deadletters.store.Rows;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds dead letters, those collected last first. Topic, key and group are found by indexes; what they leave is looked
 * through for the rest, at most {@value #WINDOW} rows for one page, so that no question holds the database for long
 * and inserting pays for no index over texts. Thread-safe.
 */
public class LetterSearch {

    private static final int WINDOW = 50_000;

    private static final String COLUMNS = """
            d.id, d.dlt_topic, d.dlt_partition, d.dlt_offset, d.dlt_timestamp, d.origin_topic, d.origin_partition,
            d.origin_offset, d.origin_timestamp, d.origin_group, d.repeat_of, d.fingerprint, d.writer, d.service,
            d.failure_class, d.exception, d.message, d.stack_trace, d.stage, d.rule, d.key_form, d.key_size, d.key,
            d.value_form, d.value_size, d.value, d.headers, d.state""";

    private final JdbcClient jdbc;

    public LetterSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Window(long lowest, long size) {}

    /**
     * A page of dead letters.
     *
     * @throws org.springframework.dao.DataAccessException if the database cannot say
     */
    public Page<LetterRow> find(LetterQuery query) {
        long before = query.after() == null ? Long.MAX_VALUE : Long.parseLong(query.after());
        Conditions indexed = indexed(query);
        Window window = jdbc.sql("select coalesce(min(id), 0) as lowest, count(*) as size from (select d.id from"
                        + " dead_letter d where d.id < :before" + indexed.sql()
                        + " order by d.id desc limit " + WINDOW + ") as looked_at")
                .param("before", before)
                .params(indexed.parameters())
                .query((row, number) -> new Window(row.getLong("lowest"), row.getLong("size")))
                .single();
        Conditions all = rest(query, indexed);
        List<LetterRow> rows = jdbc.sql(
                        "select " + COLUMNS + " from dead_letter d where d.id < :before and d.id >= :lowest" + all.sql()
                                + " order by d.id desc limit :limit")
                .param("before", before)
                .param("lowest", window.lowest())
                .param("limit", query.limit() + 1)
                .params(all.parameters())
                .query((row, number) -> letter(row))
                .list();
        Page<LetterRow> page = Page.of(rows, query.limit(), row -> Long.toString(row.id()));
        boolean isWindowFull = page.next() == null && window.size() == WINDOW;
        return isWindowFull ? new Page<>(page.items(), Long.toString(window.lowest())) : page;
    }

    /** One dead letter; empty if there is none of this number. */
    public Optional<LetterRow> get(long id) {
        return jdbc.sql("select " + COLUMNS + " from dead_letter d where d.id = :id")
                .param("id", id)
                .query((row, number) -> letter(row))
                .optional();
    }

    /**
     * All dead letters of the record that failed here, the first one first, at most 100; only itself where no other is
     * known.
     */
    public List<LetterRow> history(LetterRow letter) {
        long first = letter.repeatOf() == null ? letter.id() : letter.repeatOf();
        return jdbc.sql("select " + COLUMNS + " from dead_letter d where d.id = :first or d.repeat_of = :first"
                        + " order by d.id limit 100")
                .param("first", first)
                .query((row, number) -> letter(row))
                .list();
    }

    private static Conditions indexed(LetterQuery query) {
        return new Conditions()
                .add("d.fingerprint = :group", "group", query.group())
                .add(
                        "d.key = :key and substring(d.key from 1 for 64) = substring(:key::bytea from 1 for 64)",
                        "key",
                        query.key() == null ? null : query.key().getBytes(StandardCharsets.UTF_8))
                .add("d.dlt_topic in (:topic, :topic || '-dlt')", "topic", query.topic())
                .addIf("PARKED".equals(query.state()), "d.state = 'PARKED'");
    }

    /** The condition of a question, for who deals with all that it finds; no window bounds it. */
    public static Criteria criteria(LetterQuery query) {
        Conditions all = rest(query, indexed(query));
        return new Criteria("true" + all.sql(), all.parameters(), query.description());
    }

    private static Conditions rest(LetterQuery query, Conditions indexed) {
        String header = query.header();
        int equals = header == null ? -1 : header.indexOf('=');
        return new Conditions(indexed)
                .add("d.service = :service", "service", query.service())
                .add("d.state = :inState", "inState", query.state())
                .add("d.exception ilike :exception", "exception", Terms.containing(query.exception()))
                .add("d.message ilike :text", "text", Terms.containing(query.text()))
                .add("d.dlt_timestamp >= :from", "from", Conditions.time(query.from()))
                .add("d.dlt_timestamp < :to", "to", Conditions.time(query.to()))
                .add(
                        "d.value_form <> 'GZIP' and position(:payload::bytea in d.value) > 0",
                        "payload",
                        query.payload() == null ? null : query.payload().getBytes(StandardCharsets.UTF_8))
                .add(
                        "d.headers @> jsonb_build_array(jsonb_build_object('name', :header::text))",
                        "header",
                        header == null ? null : equals < 0 ? header : header.substring(0, equals))
                .add(
                        "d.headers @> jsonb_build_array(jsonb_build_object('name', :header::text, 'text', :headerValue::text))",
                        "headerValue",
                        header == null || equals < 0 ? null : header.substring(equals + 1));
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
