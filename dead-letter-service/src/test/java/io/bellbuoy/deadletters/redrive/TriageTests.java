package io.bellbuoy.deadletters.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import io.bellbuoy.deadletters.testkit.Letters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Discarding, parking and notes: states, counts and audit change together. */
class TriageTests {

    private static final Selection ONE = Selection.ids(List.of(1L));

    @Test
    void whatIsDiscardedCanBeRestoredUntilItIsErased() {
        Desk desk = desk("discards");
        TriageDesk triage = desk.triage(Duration.ofDays(30));
        assertThat(triage.discard(ONE, "test data", "ann")).isEqualTo(1);
        assertThat(triage.discard(ONE, "once more", "bob")).isZero();
        assertThat(desk.states()).isEqualTo("1 DISCARDED, 1 OPEN");
        desk.ledger.isConsistent();
        assertThat(triage.erase()).isZero();
        assertThat(triage.restore(ONE, "bob")).isEqualTo(1);
        assertThat(desk.states()).isEqualTo("2 OPEN");
        desk.ledger.isConsistent();

        TriageDesk forgetful = desk.triage(Duration.ZERO);
        desk.ledger
                .jdbc()
                .sql("insert into letter_edit (letter, edited_by, reason, value) values (1, 'ann', 'a try', 'Ada')")
                .update();
        forgetful.discard(ONE, "personal data", "ann");
        assertThat(forgetful.erase()).isEqualTo(1);
        assertThat(forgetful.restore(ONE, "bob")).isZero();
        assertThat(desk.ledger.texts("select headers || encode(value, 'hex') from dead_letter where erased"))
                .containsExactly("[]");
        assertThat(desk.ledger.texts("select encode(value, 'hex') from letter_edit"))
                .containsExactly("");
        assertThat(desk.ledger.texts("select actor || ' ' || action || ' ' || detail from audit order by id"))
                .containsExactly(
                        "ann discard 1: test data",
                        "bob discard 0: once more",
                        "bob restore 1",
                        "ann discard 1: personal data",
                        "bob restore 0");
    }

    @Test
    void whatIsParkedIsNotRedrivenUntilItIsOpenAgain() {
        Desk desk = desk("parks");
        TriageDesk triage = desk.triage(Duration.ofDays(30));
        assertThat(triage.park(ONE, "waits for the vendor", "ann")).isEqualTo(1);
        desk.ledger.isConsistent();
        assertThat(desk.start(ONE, Desk.QUICK).claimed()).isZero();
        Selection ever = Selection.written(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
        assertThat(triage.unpark(ever.and(ONE), "ann")).isEqualTo(1);
        assertThat(desk.start(ONE, Desk.QUICK).claimed()).isEqualTo(1);
        assertThat(triage.discard(ONE, "too late", "ann"))
                .as("what a redrive has")
                .isZero();
        desk.ledger.isConsistent();
    }

    @Test
    void aGroupHasNotes() {
        Desk desk = desk("notes");
        TriageDesk triage = desk.triage(Duration.ofDays(30));
        String group =
                desk.ledger.texts("select fingerprint from dead_letter_group").get(0);
        triage.note(group, "A fix is on its way.", "ann");
        triage.note(group, "Released.", "bob");
        assertThat(triage.notes(group))
                .extracting(note -> note.author() + ": " + note.text())
                .containsExactly("ann: A fix is on its way.", "bob: Released.");
        assertThatThrownBy(() -> triage.note("none", "text", "ann"))
                .hasMessage("There is no group with the fingerprint none.");
        assertThatThrownBy(() -> triage.discard(ONE, " ", "ann")).hasMessageStartingWith("The reason is blank");
    }

    private static Desk desk(String name) {
        Desk desk = new Desk("triage_" + name).migrate();
        desk.collect(List.of(
                Letters.ours("triage-dlt", "a", "triage", 1, "no amount"),
                Letters.ours("triage-dlt", "b", "triage", 2, "no amount")));
        return desk;
    }
}
