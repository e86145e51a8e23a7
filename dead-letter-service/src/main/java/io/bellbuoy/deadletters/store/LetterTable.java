package io.bellbuoy.deadletters.store;

import io.bellbuoy.deadletters.headers.Origin;
import io.bellbuoy.deadletters.letter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code dead_letter}. */
final class LetterTable {

    private static final Columns<DeadLetter> COLUMNS = new Columns<DeadLetter>()
            .text("dlt_topic", letter -> letter.position().topic())
            .integer("dlt_partition", letter -> letter.position().partition())
            .bigint("dlt_offset", letter -> letter.position().offset())
            .time("dlt_timestamp", letter -> letter.position().timestamp())
            .text("origin_topic", ofOrigin(Origin::topic))
            .integer("origin_partition", ofOrigin(Origin::partition))
            .bigint("origin_offset", ofOrigin(Origin::offset))
            .time("origin_timestamp", ofOrigin(Origin::timestamp))
            .text("origin_group", ofOrigin(Origin::group))
            .text("fingerprint", letter -> letter.group().fingerprint())
            .text("writer", letter -> letter.report().writer().name())
            .text("service", letter -> letter.report().service())
            .text("failure_class", letter -> letter.report().failureClass())
            .text("exception", letter -> letter.report().cause().exception())
            .text("message", letter -> letter.report().cause().message())
            .text("stack_trace", letter -> letter.report().cause().stackTrace())
            .text("stage", letter -> letter.report().stage())
            .text("rule", letter -> letter.report().rule())
            .text("key_form", letter -> letter.key().form().name())
            .integer("key_size", letter -> letter.key().size())
            .bytes("key", letter -> letter.key().bytes())
            .text("value_form", letter -> letter.value().form().name())
            .integer("value_size", letter -> letter.value().size())
            .bytes("value", letter -> letter.value().bytes())
            .json("headers", DeadLetter::headers);

    private static final String TALLIED = """
            select dlt_topic, fingerprint, extract(epoch from minute)::bigint * 1000 as minute, count(*),
                   (extract(epoch from min(dlt_timestamp)) * 1000)::bigint,
                   (extract(epoch from max(dlt_timestamp)) * 1000)::bigint
            from (select *, date_trunc('minute', dlt_timestamp, 'UTC') as minute from inserted) as inserted
            group by dlt_topic, fingerprint, minute
            """;

    /** Passes over what is stored already, and over repeats of a record that failed before. */
    private static final String INSERT = """
            with inserted as (
              insert into dead_letter (%1$s)
              select %1$s from %2$s
              on conflict do nothing
              returning dlt_topic, fingerprint, dlt_timestamp)
            """.formatted(COLUMNS.names(), COLUMNS.rows()) + TALLIED;

    /**
     * Inserts the repeats. The first of their record is there, since the insert before waited for whoever was inserting
     * it, and is seen, since each statement sees what was committed before it began.
     */
    private static final String INSERT_REPEATS = """
            with inserted as (
              insert into dead_letter (%1$s, repeat_of)
              select %1$s, (
                select id from dead_letter as first
                where first.repeat_of is null
                  and first.origin_topic = given.origin_topic
                  and first.origin_partition = given.origin_partition
                  and first.origin_offset = given.origin_offset
                  and first.origin_timestamp is not distinct from given.origin_timestamp
                  and first.origin_group is not distinct from given.origin_group)
              from %2$s
              on conflict on constraint dead_letter_stored_once do nothing
              returning dlt_topic, fingerprint, dlt_timestamp)
            """.formatted(COLUMNS.names(), COLUMNS.rows()) + TALLIED;

    private final JdbcTemplate jdbc;

    LetterTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts what is not there yet, within the transaction of the caller, and says what that was. */
    List<Tally> insert(List<DeadLetter> letters) {
        List<Tally> inserted = run(INSERT, letters);
        long count = inserted.stream().mapToLong(Tally::count).sum();
        if (count == letters.size()) {
            return inserted;
        }
        List<Tally> all = new ArrayList<>(inserted);
        all.addAll(run(INSERT_REPEATS, letters));
        return all;
    }

    private List<Tally> run(String sql, List<DeadLetter> letters) {
        return jdbc.query(
                sql,
                statement -> COLUMNS.set(statement, letters),
                (row, number) -> new Tally(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)));
    }

    private static Function<DeadLetter, @Nullable Object> ofOrigin(Function<Origin, @Nullable Object> component) {
        return letter -> {
            Origin origin = letter.report().origin();
            return origin == null ? null : component.apply(origin);
        };
    }
}
