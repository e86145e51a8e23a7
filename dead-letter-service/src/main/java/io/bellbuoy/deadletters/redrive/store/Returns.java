package io.bellbuoy.deadletters.redrive.store;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds what came back: a dead letter of the topic that was sent to with the redrive id in its headers, or, if its writer
 * dropped them, of the record that was sent, collected since: in a topic that was made anew offsets occur again. The first such dead letter is linked; it is open in place of the one before it,
 * or parked once its record was redriven often enough. Works within the transaction of the caller.
 */
final class Returns {

    private static final String LINK = """
            with sent as (
              select redrive_id, topic, sent_partition, sent_offset, requested_at
              from redrive_attempt join redrive_job on redrive_job.id = job
              where outcome in ('SENT', 'SUCCEEDED') and %s),
            back as (
              select redrive_id, min(id) as id from (
                select sent.redrive_id, d.id from sent join dead_letter d on d.redrive_id = sent.redrive_id
                where d.origin_topic is null or d.origin_topic = sent.topic
                union all
                select sent.redrive_id, d.id from sent join dead_letter d
                  on d.origin_topic = sent.topic and d.origin_partition = sent.sent_partition
                  and d.origin_offset = sent.sent_offset
                where d.redrive_id is null and d.repeat_of is null and d.collected_at >= requested_at
                  and d.origin_partition is not null and d.origin_offset is not null) as found
              group by redrive_id)
            update redrive_attempt a set outcome = 'RETURNED', returned_as = back.id
            from back where a.redrive_id = back.redrive_id
            returning back.id, a.attempt
            """;

    private static final String OF_BATCH = LINK.formatted("job = :job and redrive_attempt.batch = :batch");

    /** Those that have come back late are among what is open: that is less than all that was ever sent. */
    private static final String LATE = LINK.formatted("""
            outcome = 'SUCCEEDED' and redrive_id in
              (select redrive_id from dead_letter where redrive_id is not null and state = 'OPEN')""");

    private final JdbcClient jdbc;
    private final GroupCounts groups;
    private final int maxRedrives;

    Returns(JdbcClient jdbc, GroupCounts groups, int maxRedrives) {
        this.jdbc = jdbc;
        this.groups = groups;
        this.maxRedrives = maxRedrives;
    }

    /** Links what has come back of a batch, and says how many that were. */
    int link(long job, int batch) {
        return park(jdbc.sql(OF_BATCH).param("job", job).param("batch", batch));
    }

    /** Links what has come back after it had counted as succeeded, and says how many that were. */
    int linkLate() {
        return park(jdbc.sql(LATE));
    }

    private int park(JdbcClient.StatementSpec link) {
        List<Long> often = new ArrayList<>();
        int[] linked = {0};
        link.query(row -> {
            linked[0]++;
            if (row.getInt(2) >= maxRedrives) {
                often.add(row.getLong(1));
            }
        });
        groups.move(often, "OPEN", "PARKED");
        return linked[0];
    }
}
