package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.redrive.job.Claim;
import io.bellbuoy.deadletters.redrive.job.Request;
import java.sql.Types;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes what is selected for one job, within the transaction of the caller. What somebody else is taking at the same time
 * is passed over, not waited for.
 */
final class Claims {

    private static final String CLAIM = """
            with chosen as (
              select id, fingerprint, redrive_id, coalesce(:target, origin_topic) as topic from dead_letter d
              where state = 'OPEN' and coalesce(:target, origin_topic) is not null and (%s)
              order by id limit :limit for update skip locked),
            claimed as (
              update dead_letter set state = 'REDRIVING' from chosen where dead_letter.id = chosen.id
              returning dead_letter.id, dead_letter.fingerprint),
            outbox as (
              insert into redrive_attempt (job, letter, topic, attempt)
              select :job, id, topic, 1 + coalesce(
                (select attempt from redrive_attempt as before where before.redrive_id = chosen.redrive_id), 0)
              from chosen)
            select fingerprint, count(*) from claimed group by fingerprint
            """;

    private static final String LEFT = """
            select count(*) filter (where coalesce(:target, origin_topic) is not null) as elsewhere,
                   count(*) filter (where coalesce(:target, origin_topic) is null and state = 'OPEN') as without_origin
            from dead_letter d
            where state in ('OPEN', 'REDRIVING') and (%s)
              and not exists (select from redrive_attempt where job = :job and letter = d.id)
            """;

    private final JdbcClient jdbc;
    private final GroupCounts groups;
    private final int limit;

    Claims(JdbcClient jdbc, GroupCounts groups, int limit) {
        this.jdbc = jdbc;
        this.groups = groups;
        this.limit = limit;
    }

    Claim claim(long job, Request request) {
        Map<String, Long> claimed = statement(CLAIM, job, request)
                .param("limit", limit)
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> -entry.getValue()));
        groups.addOpen(claimed);
        long count = -claimed.values().stream().mapToLong(Long::longValue).sum();
        return statement(LEFT, job, request)
                .query((row, number) -> new Claim(job, count, row.getLong(1), row.getLong(2)))
                .single();
    }

    private JdbcClient.StatementSpec statement(String sql, long job, Request request) {
        return Selected.statement(jdbc, sql, request.selection())
                .param("job", job)
                .param("target", request.target(), Types.VARCHAR);
    }
}
