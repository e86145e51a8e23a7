package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.redrive.job.Job;
import java.time.Duration;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what became of a batch. */
final class Observations {

    /** How many of a batch came back. */
    record Share(int batch, long returned, long total, double stopAt) {

        double of() {
            return total == 0 ? 0 : (double) returned / total;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d of %d of batch %d came back as dead letters, which is more than the share of %.4g that stop-at"
                            + " allows. What was not sent is open again. Fix the cause and redrive.",
                    returned,
                    total,
                    batch,
                    stopAt);
        }
    }

    private static final String ENDS = """
            select origin_group, topic, sent_partition, max(sent_offset)
            from redrive_attempt join dead_letter on id = letter
            where job = :job and batch = :batch and outcome in ('SENT', 'RETURNED')
              and origin_group is not null and sent_partition is not null
            group by origin_group, topic, sent_partition order by origin_group, topic, sent_partition
            """;

    private final JdbcClient jdbc;

    Observations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Observation of(Job job, Duration watched) {
        return new Observation(
                watched,
                jdbc.sql(ENDS)
                        .param("job", job.id())
                        .param("batch", job.batch())
                        .query((row, number) ->
                                new Observation.End(row.getString(1), row.getString(2), row.getInt(3), row.getLong(4)))
                        .list());
    }

    Share share(Job job) {
        return jdbc.sql("""
                        select count(*) filter (where outcome = 'RETURNED'), count(*) from redrive_attempt
                        where job = :job and batch = :batch and outcome in ('SENT', 'RETURNED')
                        """)
                .param("job", job.id())
                .param("batch", job.batch())
                .query((row, number) -> new Share(
                        job.batch(), row.getLong(1), row.getLong(2), job.care().stopAt()))
                .single();
    }
}
