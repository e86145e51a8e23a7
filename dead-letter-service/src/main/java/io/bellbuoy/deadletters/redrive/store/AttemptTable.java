package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.letter.Body;
import io.bellbuoy.deadletters.letter.Position;
import io.bellbuoy.deadletters.redrive.job.Progress;
import io.bellbuoy.deadletters.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code redrive_attempt}, within the transaction of the caller. */
final class AttemptTable {

    /** What a batch carries at most, unless a single dead letter is larger: all of it lies on the heap. */
    private static final long BATCH_BYTES = 16L << 20;

    private final JdbcClient jdbc;

    AttemptTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Puts the first that wait into a batch, and says how many those are. */
    int putIntoBatch(long job, int batch, int size) {
        return jdbc.sql("""
                        with waiting as (
                          select redrive_id, letter from redrive_attempt
                          where job = :job and outcome = 'WAITING' order by letter limit :size),
                        sized as (
                          select waiting.redrive_id, row_number() over ordered as number,
                                 sum(key_size::bigint + value_size) over ordered as bytes
                          from waiting join dead_letter on id = letter window ordered as (order by letter))
                        update redrive_attempt a set outcome = 'SENDING', batch = :batch
                        from sized where a.redrive_id = sized.redrive_id and (number = 1 or bytes <= :bytes)
                        """)
                .param("job", job)
                .param("batch", batch)
                .param("size", size)
                .param("bytes", BATCH_BYTES)
                .update();
    }

    List<Attempt> sending(long job) {
        return jdbc.sql("""
                        select a.redrive_id, attempt, topic, edit, e.value as edited, d.*
                        from redrive_attempt a join dead_letter d on d.id = a.letter left join letter_edit e on e.id = edit
                        where job = :job and outcome = 'SENDING' order by a.letter
                        """).param("job", job).query(AttemptTable::attempt).list();
    }

    /** Changes the outcome of all that have another, and gives their dead letters. */
    List<Long> change(long job, String from, String to, @Nullable String reason) {
        return jdbc.sql("""
                        update redrive_attempt set outcome = :to, reason = :reason,
                          sent_at = case when :to = 'SENT' then now() else sent_at end
                        where job = :job and outcome = :from returning letter
                        """)
                .param("job", job)
                .param("from", from)
                .param("to", to)
                .param("reason", reason)
                .query(Long.class)
                .list();
    }

    List<Long> refuse(long job, Map<String, String> reasons) {
        return reasons.entrySet().stream()
                .flatMap(refusal -> jdbc
                        .sql("""
                                update redrive_attempt set outcome = 'REFUSED', reason = :reason
                                where redrive_id = :id and job = :job and outcome = 'SENDING' returning letter
                                """)
                        .param("id", refusal.getKey())
                        .param("job", job)
                        .param("reason", refusal.getValue())
                        .query(Long.class)
                        .list()
                        .stream())
                .toList();
    }

    void positions(Collection<Sent> sent) {
        jdbc.sql("""
                        update redrive_attempt a set sent_partition = s.partition, sent_offset = s.position
                        from unnest(:ids, :partitions, :offsets) as s (id, partition, position) where a.redrive_id = s.id
                        """)
                .param("ids", sent.stream().map(Sent::redriveId).toArray(String[]::new))
                .param("partitions", sent.stream().map(Sent::partition).toArray(Integer[]::new))
                .param("offsets", sent.stream().map(Sent::offset).toArray(Long[]::new))
                .update();
    }

    Progress progress(long job) {
        Map<String, Long> counts = jdbc
                .sql("select outcome, count(*) as count from redrive_attempt where job = :job group by outcome")
                .param("job", job)
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Progress(
                counts.getOrDefault("WAITING", 0L),
                counts.getOrDefault("SENDING", 0L),
                counts.getOrDefault("SENT", 0L),
                counts.getOrDefault("SUCCEEDED", 0L),
                counts.getOrDefault("RETURNED", 0L),
                counts.getOrDefault("REFUSED", 0L),
                counts.getOrDefault("RELEASED", 0L));
    }

    private static Attempt attempt(ResultSet row, int number) throws SQLException {
        byte[] edited = row.getBytes("edited");
        return new Attempt(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getString("origin_topic"),
                row.getObject("origin_partition", Integer.class),
                new Position(
                        row.getString("dlt_topic"),
                        row.getInt("dlt_partition"),
                        row.getLong("dlt_offset"),
                        Rows.time(row, "dlt_timestamp").toEpochMilli()),
                Rows.body(row, "key"),
                edited == null ? Rows.body(row, "value") : new Body(Body.Form.PLAIN, edited.length, edited),
                row.getString("headers"),
                row.getString("stack_trace"),
                row.getObject("edit", Long.class));
    }
}
