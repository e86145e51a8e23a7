package io.bellbuoy.deadletters.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the database what waits for somebody. Thread-safe. */
public class OpenLetters {

    /**
     * What is open.
     *
     * @param count how many dead letters
     * @param oldest when the oldest of them was written; null if there is none
     * @param parked how many are put aside
     */
    public record Backlog(long count, @Nullable Instant oldest, long parked) {}

    private static final String BACKLOG = """
            select (select coalesce(sum(open), 0) from dead_letter_group) as count,
                   (select min(dlt_timestamp) from dead_letter where state = 'OPEN') as oldest,
                   (select count(*) from dead_letter where state = 'PARKED') as parked
            """;

    private final JdbcClient jdbc;

    public OpenLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is open now.
     *
     * @throws org.springframework.dao.DataAccessException if the database cannot say
     */
    public Backlog backlog() {
        return jdbc.sql(BACKLOG)
                .query((row, number) ->
                        new Backlog(row.getLong("count"), Rows.timeOrNull(row, "oldest"), row.getLong("parked")))
                .single();
    }
}
