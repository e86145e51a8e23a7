package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.store.Rows;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What people do with dead letters but redrive them. Each method is one transaction and leaves a line in the audit; what
 * others are dealing with is passed over. Thread-safe.
 */
public class TriageDesk {

    /**
     * What somebody has written about a group.
     *
     * @param author who
     */
    public record Note(Instant at, String author, String text) {}

    private static final String MOVE = """
            with mine as (
              select id, state from dead_letter d where state = any(:states) and not erased and (%s)
              order by id for update skip locked),
            moved as (
              update dead_letter d set state = :state,
                discarded_at = case when :state = 'DISCARDED' then now() end,
                discard_reason = case when :state = 'DISCARDED' then :reason end
              from mine where d.id = mine.id
              returning d.fingerprint, mine.state as before)
            select fingerprint, before, count(*) from moved group by fingerprint, before
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final GroupCounts groups;
    private final AuditTrail audit;
    private final Duration retention;

    /**
     * A desk.
     *
     * @param retention how long what was discarded keeps its content
     */
    public TriageDesk(JdbcClient jdbc, TransactionOperations transaction, Duration retention) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.retention = retention;
        groups = new GroupCounts(jdbc);
        audit = new AuditTrail(jdbc);
    }

    /**
     * Discards what is open or parked. It can be restored until its content is erased.
     *
     * @return how many were discarded
     * @throws IllegalArgumentException if no reason is given
     */
    public long discard(Selection selection, String reason, String by) {
        return move("discard", selection, List.of("OPEN", "PARKED"), "DISCARDED", required("reason", reason), by);
    }

    /** Opens again what was discarded, unless its content is erased; says how many that were. */
    public long restore(Selection selection, String by) {
        return move("restore", selection, List.of("DISCARDED"), "OPEN", null, by);
    }

    /**
     * Puts what is open aside, out of what is open and what is redriven.
     *
     * @return how many were parked
     */
    public long park(Selection selection, String reason, String by) {
        return move("park", selection, List.of("OPEN"), "PARKED", required("reason", reason), by);
    }

    /** Opens again what was parked, by somebody or since it came back too often; says how many that were. */
    public long unpark(Selection selection, String by) {
        return move("unpark", selection, List.of("PARKED"), "OPEN", null, by);
    }

    /**
     * Writes about a group.
     *
     * @throws IllegalArgumentException if the text is blank, or there is no such group
     */
    public void note(String fingerprint, String text, String by) {
        required("text", text);
        transaction.executeWithoutResult(status -> {
            int written = jdbc.sql("""
                            insert into group_note (fingerprint, author, text)
                            select fingerprint, :author, :text from dead_letter_group where fingerprint = :fingerprint
                            """)
                    .param("fingerprint", fingerprint)
                    .param("author", by)
                    .param("text", text)
                    .update();
            if (written == 0) {
                throw new IllegalArgumentException("There is no group with the fingerprint " + fingerprint + ".");
            }
            audit.write(by, "note", "group " + fingerprint, null);
        });
    }

    /** What was written about a group, the oldest first. */
    public List<Note> notes(String fingerprint) {
        return jdbc.sql("select at, author, text from group_note where fingerprint = :fingerprint order by id")
                .param("fingerprint", fingerprint)
                .query((row, number) -> new Note(Rows.time(row, "at"), row.getString(2), row.getString(3)))
                .list();
    }

    /**
     * Erases keys, values, edits, headers and stack traces of what was discarded so long ago.
     *
     * @return how many it were
     */
    public int erase() {
        return jdbc.sql("""
                        with gone as (
                          update dead_letter set erased = true, headers = '[]', stack_trace = null, message = null,
                            key = ''::bytea, key_form = 'PREVIEW', value = ''::bytea, value_form = 'PREVIEW'
                          where state = 'DISCARDED' and not erased
                            and discarded_at < now() - :millis * interval '1 millisecond'
                          returning id),
                        edits as (update letter_edit set value = ''::bytea from gone where letter = gone.id)
                        select count(*) from gone
                        """)
                .param("millis", retention.toMillis())
                .query(Integer.class)
                .single();
    }

    private long move(
            String action, Selection selection, List<String> from, String to, @Nullable String reason, String by) {
        return transaction.execute(status -> {
            Map<String, Long> opened = new HashMap<>();
            long[] count = {0};
            Selected.statement(jdbc, MOVE, selection)
                    .param("states", from.toArray(String[]::new))
                    .param("state", to)
                    .param("reason", reason, Types.VARCHAR)
                    .query(row -> {
                        count[0] += row.getLong(3);
                        long sign = GroupCounts.opened(row.getString(2), to);
                        opened.merge(row.getString(1), sign * row.getLong(3), Long::sum);
                    });
            groups.addOpen(opened);
            audit.write(by, action, selection.description(), count[0] + (reason == null ? "" : ": " + reason));
            return count[0];
        });
    }

    private static String required(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("The " + what + " is blank; say it in words, for those who ask later.");
        }
        return text;
    }
}
