package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.NotStarted;
import io.bellbuoy.deadletters.redrive.job.Order;
import io.bellbuoy.deadletters.redrive.job.Phase;
import io.bellbuoy.deadletters.redrive.job.Request;
import io.bellbuoy.deadletters.redrive.job.Started;
import io.bellbuoy.deadletters.store.AdvisoryLocks;
import io.bellbuoy.deadletters.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code redrive_job}, within the transaction of the caller. */
final class JobTable {

    private final JdbcClient jdbc;

    JobTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for whoever is deciding on an order, until the end of that transaction, and keeps others waiting until ours. */
    void oneAtATime() {
        jdbc.sql("select pg_advisory_xact_lock(:key)")
                .param("key", AdvisoryLocks.ORDERS)
                .query(row -> {});
    }

    /**
     * The job of an order of the same key.
     *
     * @throws NotStarted if the order was another
     */
    Optional<Started> keyed(String by, Order.Key key) {
        record Before(long id, String digest) {}
        Optional<Before> before = jdbc.sql(
                        "select id, request_digest from redrive_job where requested_by = :by and request_key = :key")
                .param("by", by)
                .param("key", key.value())
                .query((row, number) -> new Before(row.getLong(1), row.getString(2)))
                .optional();
        return before.map(job -> {
            if (!job.digest().equals(key.digest())) {
                throw new NotStarted(
                        NotStarted.Kind.KEY,
                        "The key " + key.value() + " was given to another request, which started redrive " + job.id()
                                + ". Give each request a key of its own.",
                        job.id());
            }
            return new Started(job.id(), false, 0, 0);
        });
    }

    long insert(Request request, Order.@Nullable Key key) {
        Care care = request.care();
        return jdbc.sql("""
                        insert into redrive_job (requested_by, selection, target, observe_millis, stop_at, lag_limit, rate,
                                                 max_batch, state, request_key, request_digest)
                        values (:by, :selection, :target, :observe, :stopAt, :lagLimit, :rate, :maxBatch, 'RUNNING', :key,
                                :digest)
                        returning id
                        """)
                .param("by", request.by())
                .param("selection", request.selection().description())
                .param("target", request.target())
                .param("observe", care.observe().toMillis())
                .param("stopAt", care.stopAt())
                .param("lagLimit", care.lagLimit())
                .param("rate", care.rate())
                .param("maxBatch", care.maxBatch())
                .param("key", key == null ? null : key.value(), Types.VARCHAR)
                .param("digest", key == null ? null : key.digest(), Types.VARCHAR)
                .query(Long.class)
                .single();
    }

    void witness(long id) {
        jdbc.sql("""
                        update redrive_job set witness =
                          (select topic from redrive_attempt where job = :id order by letter limit 1)
                        where id = :id
                        """).param("id", id).update();
    }

    Optional<Job> find(long id) {
        return jdbc.sql("select * from redrive_job where id = :id")
                .param("id", id)
                .query(JobTable::job)
                .optional();
    }

    /** Locks the row: whatever is decided on what is read then, nobody changes meanwhile. */
    Optional<Job> lock(long id) {
        return jdbc.sql("select * from redrive_job where id = :id for update")
                .param("id", id)
                .query(JobTable::job)
                .optional();
    }

    /** As {@link #lock}, and empty if the lease is another's. */
    Optional<Job> lock(long id, String owner) {
        return jdbc.sql("select * from redrive_job where id = :id and lease_owner = :owner for update")
                .param("id", id)
                .param("owner", owner)
                .query(JobTable::job)
                .optional();
    }

    List<Job> latest(long before, int count) {
        return jdbc.sql("select * from redrive_job where id < :before order by id desc limit :count")
                .param("before", before)
                .param("count", count)
                .query(JobTable::job)
                .list();
    }

    /** Jobs that something is to be done for, and that are this owner's, or nobody's. */
    List<Long> due(String owner) {
        return jdbc.sql("""
                        select id from redrive_job
                        where (state = 'RUNNING' or phase in ('SENDING', 'OBSERVING'))
                          and (lease_owner is null or lease_owner = :owner or lease_until < now())
                        order by id
                        """).param("owner", owner).query(Long.class).list();
    }

    boolean lease(long id, String owner, Duration length) {
        return jdbc.sql("""
                        update redrive_job set lease_owner = :owner, lease_until = now() + :millis * interval '1 ms'
                        where id = :id and (lease_owner is null or lease_owner = :owner or lease_until < now())
                        """)
                        .param("id", id)
                        .param("owner", owner)
                        .param("millis", length.toMillis())
                        .update()
                == 1;
    }

    void release(long id, String owner) {
        jdbc.sql("update redrive_job set lease_owner = null, lease_until = null where id = :id and lease_owner"
                        + " = :owner")
                .param("id", id)
                .param("owner", owner)
                .update();
    }

    void phase(long id, Phase phase, int batch, int step) {
        jdbc.sql("""
                        update redrive_job set phase = :phase, batch = :batch, step = :step, waits_for = null,
                          watched_from = case when :phase = 'OBSERVING' then now() else watched_from end
                        where id = :id
                        """)
                .param("id", id)
                .param("phase", phase.name())
                .param("batch", batch)
                .param("step", step)
                .update();
    }

    void state(long id, JobState state, @Nullable String reason) {
        jdbc.sql("""
                        update redrive_job set state = :state, reason = :reason,
                          finished_at = case when :state in ('STOPPED', 'CANCELLED', 'DONE') then now() end
                        where id = :id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("reason", reason)
                .update();
    }

    /** Begins with small batches again. */
    void restart(long id) {
        jdbc.sql("update redrive_job set step = 0 where id = :id")
                .param("id", id)
                .update();
    }

    /** What it waits for; the time of observation begins when it waits for that no more. */
    void waitsFor(long id, @Nullable String what) {
        jdbc.sql("update redrive_job set waits_for = :what, watched_from = now() where id = :id")
                .param("id", id)
                .param("what", what, Types.VARCHAR)
                .update();
    }

    /** How long the latest batch has been watched, by the clock of the database; zero if none was sent. */
    Duration watched(long id) {
        return Duration.ofMillis(jdbc.sql("""
                        select coalesce(extract(epoch from clock_timestamp() - watched_from) * 1000, 0)::bigint
                        from redrive_job where id = :id
                        """).param("id", id).query(Long.class).single());
    }

    private static Job job(ResultSet row, int number) throws SQLException {
        return new Job(
                row.getLong("id"),
                row.getLong("id") + "-" + row.getString("token"),
                row.getString("requested_by"),
                Rows.time(row, "requested_at"),
                row.getString("selection"),
                row.getString("target"),
                row.getString("witness"),
                new Care(
                        Duration.ofMillis(row.getLong("observe_millis")),
                        row.getDouble("stop_at"),
                        row.getLong("lag_limit"),
                        row.getInt("rate"),
                        row.getInt("max_batch")),
                JobState.valueOf(row.getString("state")),
                row.getString("reason"),
                Rows.timeOrNull(row, "finished_at"),
                Phase.valueOf(row.getString("phase")),
                row.getInt("batch"),
                row.getInt("step"),
                row.getString("waits_for"));
    }
}
