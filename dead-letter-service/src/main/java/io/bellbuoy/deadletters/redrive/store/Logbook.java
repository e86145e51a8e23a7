package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.redrive.job.Batch;
import io.bellbuoy.deadletters.redrive.job.Trip;
import io.bellbuoy.deadletters.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of dead letters that were redriven. Changes nothing. Thread-safe. */
public class Logbook {

    private static final String COLUMNS = """
            select redrive_id, job, letter, attempt, topic, sent_partition, sent_offset, sent_at, batch, outcome, reason,
                   returned_as
            from redrive_attempt
            """;

    private static final String RELATED = """
            with recursive before (letter) as (
              select :letter::bigint
              union select a.letter from redrive_attempt a join before on a.returned_as = before.letter),
            behind (letter) as (
              select :letter::bigint
              union select a.returned_as from redrive_attempt a join behind on a.letter = behind.letter
              where a.returned_as is not null)
            """;

    private final JdbcClient jdbc;

    public Logbook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The steps of the canary, the first one first. */
    public List<Batch> batches(long job) {
        return jdbc.sql("""
                        select batch, count(*) filter (where outcome <> 'REFUSED') as size,
                               count(*) filter (where outcome = 'SENT') as sent,
                               count(*) filter (where outcome = 'SUCCEEDED') as succeeded,
                               count(*) filter (where outcome = 'RETURNED') as returned,
                               count(*) filter (where outcome = 'REFUSED') as refused
                        from redrive_attempt where job = :job and batch is not null and outcome <> 'WAITING'
                        group by batch order by batch
                        """)
                .param("job", job)
                .query((row, number) -> new Batch(
                        row.getInt("batch"),
                        row.getLong("size"),
                        row.getLong("sent"),
                        row.getLong("succeeded"),
                        row.getLong("returned"),
                        row.getLong("refused")))
                .list();
    }

    /**
     * The dead letters of a job, in the order in which they go.
     *
     * @param outcome null for any
     * @param after only those behind this dead letter
     */
    public List<Trip> of(long job, @Nullable String outcome, long after, int limit) {
        return jdbc.sql(COLUMNS + """
                        where job = :job and letter > :after and (:outcome::text is null or outcome = :outcome)
                        order by letter limit :limit
                        """)
                .param("job", job)
                .param("after", after)
                .param("outcome", outcome, Types.VARCHAR)
                .param("limit", limit)
                .query(Logbook::trip)
                .list();
    }

    /** All redrives of the record that failed here, also of what it came back as, the first one first; at most 200. */
    public List<Trip> history(long letter) {
        return jdbc.sql(RELATED + COLUMNS + """
                        where letter in (select letter from before union select letter from behind)
                        order by attempt, job limit 200
                        """)
                .param("letter", letter)
                .query(Logbook::trip)
                .list();
    }

    /** How often the records of these dead letters were redriven before they came back as these; without those that were not. */
    public Map<Long, Integer> attempts(Collection<Long> letters) {
        Map<Long, Integer> attempts = new HashMap<>();
        jdbc.sql("select returned_as, max(attempt) from redrive_attempt where returned_as = any(:letters) group by 1")
                .param("letters", letters.toArray(Long[]::new))
                .query(row -> {
                    attempts.put(row.getLong(1), row.getInt(2));
                });
        return attempts;
    }

    /** The consumer groups that failed on what was sent last, with the topics that they read it from. */
    public Map<String, Set<String>> readers(long job, int batch) {
        Map<String, Set<String>> readers = new HashMap<>();
        jdbc.sql("""
                        select distinct origin_group, topic from redrive_attempt join dead_letter on id = letter
                        where job = :job and batch = :batch and origin_group is not null
                        """).param("job", job).param("batch", batch).query(row -> {
            readers.computeIfAbsent(row.getString(1), group -> new TreeSet<>()).add(row.getString(2));
        });
        return readers;
    }

    private static Trip trip(ResultSet row, int number) throws SQLException {
        return new Trip(
                row.getString("redrive_id"),
                row.getLong("job"),
                row.getLong("letter"),
                row.getInt("attempt"),
                row.getString("topic"),
                row.getObject("sent_partition", Integer.class),
                row.getObject("sent_offset", Long.class),
                Rows.timeOrNull(row, "sent_at"),
                row.getObject("batch", Integer.class),
                row.getString("outcome"),
                row.getString("reason"),
                row.getObject("returned_as", Long.class));
    }
}
