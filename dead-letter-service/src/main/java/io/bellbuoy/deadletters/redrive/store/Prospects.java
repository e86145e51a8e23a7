package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.letter.Position;
import io.bellbuoy.deadletters.redrive.job.Holder;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.store.Rows;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a selection holds, before anything is done with it. Changes nothing. Thread-safe. */
public class Prospects {

    /** How many previews are looked for in their topics at most. */
    public static final int MOST_PREVIEWS = 10_000;

    private static final String PREVIEW =
            "(key_form = 'PREVIEW' or value_form = 'PREVIEW' or jsonb_path_exists(headers, '$[*].size'))";

    private final JdbcClient jdbc;

    public Prospects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many are in each state. */
    public Map<String, Long> states(Selection selection) {
        Map<String, Long> states = new LinkedHashMap<>();
        statement("select state, count(*) from dead_letter d where (%s) group by state order by state", selection)
                .query(row -> {
                    states.put(row.getString(1), row.getLong(2));
                });
        return states;
    }

    /** The last one that is selected; 0 if none is. */
    public long last(Selection selection) {
        return statement("select coalesce(max(id), 0) from dead_letter d where (%s)", selection)
                .query(Long.class)
                .single();
    }

    /**
     * All of it in one look, since it may be large.
     *
     * @param target the topic that all of it goes to; null for each to the topic that it came from
     * @param header the one that says that a body was left out
     */
    public Survey survey(Selection selection, @Nullable String target, String header) {
        return Survey.of(statement("""
                        select state, coalesce(:target, origin_topic) as topic, origin_group, count(*) as count,
                               max(id) as last,
                               count(*) filter (where headers @> jsonb_build_array(
                                 jsonb_build_object('name', :sizeHeader::text))) as without_body,
                               count(*) filter (where %preview) as previews
                        from dead_letter d where (%s)
                        group by state, topic, origin_group
                        """.replace("%preview", PREVIEW), selection)
                .param("target", target, Types.VARCHAR)
                .param("sizeHeader", header)
                .query((row, number) -> new Survey.Part(
                        row.getString("state"),
                        row.getString("topic"),
                        row.getString("origin_group"),
                        row.getLong("count"),
                        row.getLong("last"),
                        row.getLong("without_body"),
                        row.getLong("previews")))
                .list());
    }

    /** The jobs that have some of it and have not sent that yet. */
    public List<Holder> holders(Selection selection) {
        return statement("""
                        select j.id, j.requested_by, j.state, count(*) as count
                        from redrive_job j join redrive_attempt a on a.job = j.id join dead_letter d on d.id = a.letter
                        where (j.state in ('RUNNING', 'PAUSED') or j.phase in ('SENDING', 'DOUBT'))
                          and a.outcome in ('WAITING', 'SENDING')
                          and d.id in (select d.id from dead_letter d where d.state = 'REDRIVING' and (%s))
                        group by j.id order by j.id
                        """, selection)
                .query((row, number) -> new Holder(
                        row.getLong(1), row.getString(2), JobState.valueOf(row.getString(3)), row.getLong(4)))
                .list();
    }

    /** Where the open ones lie that are not stored whole, at most {@value #MOST_PREVIEWS}. */
    public List<Position> previews(Selection selection) {
        return statement("""
                        select dlt_topic, dlt_partition, dlt_offset, dlt_timestamp from dead_letter d
                        where state = 'OPEN' and (%s) and (key_form = 'PREVIEW' or value_form = 'PREVIEW'
                          or jsonb_path_exists(headers, '$[*].size'))
                        limit :most
                        """, selection)
                .param("most", MOST_PREVIEWS)
                .query((row, number) -> new Position(
                        row.getString("dlt_topic"),
                        row.getInt("dlt_partition"),
                        row.getLong("dlt_offset"),
                        Rows.time(row, "dlt_timestamp").toEpochMilli()))
                .list();
    }

    private JdbcClient.StatementSpec statement(String sql, Selection selection) {
        return Selected.statement(jdbc, sql, selection);
    }
}
