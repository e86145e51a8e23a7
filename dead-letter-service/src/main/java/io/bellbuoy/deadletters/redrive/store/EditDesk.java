package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.redrive.job.Claim;
import io.bellbuoy.deadletters.redrive.job.Request;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.store.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Redrives dead letters with another value. Thread-safe. */
public class EditDesk {

    /**
     * Another value for a dead letter.
     *
     * @param letter the dead letter
     * @param parked whether it is parked, and so must be opened before it is redriven
     * @param value in place of the original, to the byte
     * @param reason why
     * @param trace what the audit says of it; nothing that is masked
     * @param by who edited it
     */
    public record Edit(long letter, boolean parked, byte[] value, String reason, String trace, String by) {}

    /**
     * What an edit became.
     *
     * @param edit its number, which the record carries
     * @param redrive the job that sends it
     */
    public record Redriven(long edit, long redrive) {}

    /**
     * An edit that was made.
     *
     * @param id its number
     * @param redrive the job that sent it, or was to
     * @param outcome what became of it, as of any attempt
     * @param reason why it was made
     * @param refused why it was not sent; null if there is nothing to say
     * @param value what was sent, to the byte
     */
    public record Made(
            long id,
            Instant at,
            String by,
            String reason,
            long redrive,
            String outcome,
            @Nullable String refused,
            byte[] value) {}

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final RedriveDesk redrives;
    private final TriageDesk triage;
    private final AuditTrail audit;
    private final Care care;

    EditDesk(JdbcClient jdbc, TransactionOperations transaction, RedriveDesk redrives, TriageDesk triage, Care care) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.redrives = redrives;
        this.triage = triage;
        this.care = care;
        audit = new AuditTrail(jdbc);
    }

    /**
     * Keeps an edit, and starts the redrive that sends it, in one transaction.
     *
     * @return empty, with nothing changed, if the dead letter is not open, or does not say where it came from
     */
    public Optional<Redriven> redrive(Edit edit) {
        return transaction.execute(status -> {
            Selection letter = Selection.ids(List.of(edit.letter()));
            if (edit.parked()) {
                triage.unpark(letter, edit.by());
            }
            Claim claim = redrives.start(new Request(letter, null, care, edit.by()));
            if (claim.claimed() == 0) {
                status.setRollbackOnly();
                return Optional.empty();
            }
            long id = insert(edit);
            jdbc.sql("update redrive_attempt set edit = :edit where job = :job")
                    .param("edit", id)
                    .param("job", claim.job())
                    .update();
            String what = "edit " + id + ", redrive " + claim.job() + ": " + edit.reason();
            audit.write(edit.by(), "edit", "letter " + edit.letter(), what + "\n" + edit.trace());
            return Optional.of(new Redriven(id, claim.job()));
        });
    }

    /** The edits of a dead letter, the latest first. */
    public List<Made> of(long letter) {
        return jdbc.sql("""
                        select e.id, edited_at, edited_by, e.reason, job, outcome, a.reason as refused, e.value
                        from letter_edit e join redrive_attempt a on a.letter = e.letter and a.edit = e.id
                        where e.letter = :letter order by e.id desc
                        """)
                .param("letter", letter)
                .query((row, number) -> new Made(
                        row.getLong("id"),
                        Rows.time(row, "edited_at"),
                        row.getString("edited_by"),
                        row.getString("reason"),
                        row.getLong("job"),
                        row.getString("outcome"),
                        row.getString("refused"),
                        row.getBytes("value")))
                .list();
    }

    private long insert(Edit edit) {
        return jdbc.sql("""
                        insert into letter_edit (letter, edited_by, reason, value) values (:letter, :by, :reason, :value)
                        returning id
                        """)
                .param("letter", edit.letter())
                .param("by", edit.by())
                .param("reason", edit.reason())
                .param("value", edit.value())
                .query(Long.class)
                .single();
    }
}
