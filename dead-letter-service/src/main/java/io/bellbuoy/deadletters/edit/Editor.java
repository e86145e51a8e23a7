package io.bellbuoy.deadletters.edit;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.letter.Body;
import io.bellbuoy.deadletters.letter.Utf8;
import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.masking.TopicMask;
import io.bellbuoy.deadletters.redrive.store.EditDesk;
import io.bellbuoy.deadletters.search.LetterRow;
import io.bellbuoy.deadletters.search.LetterSearch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;

/**
 * Edits dead letters. Whoever may edit may see what is masked, and the audit has an entry before they do. Each method is
 * empty if there is no such dead letter, and throws {@link EditRefused} if it cannot be edited. Thread-safe.
 */
@PreAuthorize("hasRole('OPERATOR')")
public class Editor {

    private static final int LONGEST_TRACE = 10_000;

    private final LetterSearch search;
    private final EditDesk desk;
    private final Masking masking;
    private final AuditTrail audit;
    private final EditProperties properties;
    private final Schemas schemas;

    Editor(LetterSearch search, EditDesk desk, Masking masking, AuditTrail audit, EditProperties properties) {
        this.search = search;
        this.desk = desk;
        this.masking = masking;
        this.audit = audit;
        this.properties = properties;
        this.schemas = new Schemas(properties);
    }

    /** What is to be edited, without its text where something in it is masked. */
    public Optional<Draft> draft(long id) {
        return editable(id).map(row -> draft(row, mask(row).hidesFields() ? null : text(row)));
    }

    /** What is to be edited, with all that is masked. */
    public Optional<Draft> unmaskedDraft(long id, String actor) {
        return editable(id).map(row -> {
            trace(row, actor);
            return draft(row, text(row));
        });
    }

    /** What an edit would do; nothing is changed. */
    public Optional<Review> review(long id, String text, String actor) {
        return editable(id).map(row -> {
            trace(row, actor);
            return review(row, Layout.like(text(row), text));
        });
    }

    /**
     * Sends the edit to the topic that the dead letter came from, in place of its value.
     *
     * @param reason why, for those who ask later
     */
    public Optional<EditDesk.Redriven> redrive(long id, String text, String reason, String actor) {
        return editable(id).map(row -> {
            String edited = Layout.like(text(row), text);
            List<Violation> violations = new ArrayList<>(review(row, edited).violations());
            if (reason.isBlank()) {
                violations.add(new Violation("reason", "blank", "said in words, for those who ask later"));
            }
            if (!violations.isEmpty()) {
                throw EditRefused.of(violations);
            }
            Difference masked = masked(row, edited);
            String shown = masked == null ? "(masked)" : masked.isEmpty() ? "(in masked fields)" : masked.toString();
            String trace = shown.length() <= LONGEST_TRACE ? shown : shown.substring(0, LONGEST_TRACE) + "…";
            byte[] value = edited.getBytes(StandardCharsets.UTF_8);
            return desk.redrive(
                            new EditDesk.Edit(id, row.state().equals("PARKED"), value, reason.strip(), trace, actor))
                    .orElseThrow(() -> refused(row, "is being dealt with by somebody else"));
        });
    }

    /** The edits of a dead letter, the latest first, without what is masked; none if there is no such dead letter. */
    @PreAuthorize("hasRole('VIEWER')")
    public List<PastEdit> past(long id) {
        return search.get(id).stream()
                .flatMap(row -> desk.of(id).stream().map(made -> {
                    String edited = new String(made.value(), StandardCharsets.UTF_8);
                    return new PastEdit(
                            made.id(),
                            made.at(),
                            made.by(),
                            made.reason(),
                            made.redrive(),
                            made.outcome(),
                            made.refused(),
                            masked(row, edited));
                }))
                .toList();
    }

    /** Whether editing is switched on. */
    @PreAuthorize("permitAll()")
    public boolean isOn() {
        return properties.enabled();
    }

    private Optional<LetterRow> editable(long id) {
        if (!properties.enabled()) {
            throw new EditRefused(
                    EditRefused.Kind.OFF,
                    "Editing is switched off. Whoever runs this service can switch it on with"
                            + " bellbuoy.deadletters.edit.enabled=true.");
        }
        Optional<LetterRow> letter = search.get(id);
        letter.ifPresent(this::requireEditable);
        return letter;
    }

    private void requireEditable(LetterRow row) {
        if (!row.state().equals("OPEN") && !row.state().equals("PARKED")) {
            throw refused(row, "is " + row.state() + "; only what is OPEN or PARKED can be edited");
        }
        if (row.origin().topic() == null) {
            throw refused(row, "does not say which topic it came from. Redrive it to a topic that you name");
        }
        if (row.value().form() == Body.Form.PREVIEW
                || row.value().size() > properties.limit().toBytes()) {
            throw refused(
                    row,
                    "has a value of " + row.value().size() + " bytes; those of up to "
                            + properties.limit().toBytes() + " (bellbuoy.deadletters.edit.limit) can be edited");
        }
        String text = Utf8.text(row.value().original());
        if (row.value().form() != Body.Form.ABSENT
                && (text == null || text.chars().anyMatch(Editor::isBinary))) {
            throw refused(
                    row, "has a binary value, which cannot be edited as text. Redrive it as it is, or discard it");
        }
    }

    /** A field of a form does not give them back as they were. */
    private static boolean isBinary(int c) {
        return c < ' ' && c != '\n' && c != '\r' && c != '\t';
    }

    private Draft draft(LetterRow row, @Nullable String text) {
        String origin = String.valueOf(row.origin().topic());
        return new Draft(
                row.id(),
                row.position().toString(),
                origin,
                text == null ? null : Layout.lines(text),
                schemas.of(row.topic(), origin));
    }

    private Review review(LetterRow row, String edited) {
        Difference difference = Difference.of(Layout.lines(text(row)), Layout.lines(edited));
        List<Violation> violations = new ArrayList<>();
        int size = edited.getBytes(StandardCharsets.UTF_8).length;
        if (size > properties.limit().toBytes()) {
            violations.add(new Violation(
                    "$", size + " bytes", "at most " + properties.limit().toBytes()));
        } else if (difference.isEmpty()) {
            violations.add(new Violation("$", "what it was", "changed, or redriven as it is"));
        }
        violations.addAll(schemas.check(row.topic(), row.origin().topic(), edited));
        return new Review(difference, violations);
    }

    /** Null if nothing of it may be seen. */
    private @Nullable Difference masked(LetterRow row, String edited) {
        TopicMask mask = mask(row);
        if (!mask.hidesFields()) {
            return Difference.of(Layout.lines(text(row)), Layout.lines(edited));
        }
        String before = mask.mask(text(row)).json();
        String after = mask.mask(edited).json();
        return before == null || after == null ? null : Difference.of(Layout.lines(before), Layout.lines(after));
    }

    private void trace(LetterRow row, String actor) {
        if (mask(row).hidesFields()) {
            audit.write(actor, "UNMASK", "letter " + row.id(), row.position() + ", to edit it");
        }
    }

    private TopicMask mask(LetterRow row) {
        return masking.of(row.topic(), row.origin().topic());
    }

    private static String text(LetterRow row) {
        String text = Utf8.text(row.value().original());
        return text == null ? "" : text;
    }

    private static EditRefused refused(LetterRow row, String why) {
        return new EditRefused(EditRefused.Kind.LETTER, "Dead letter " + row.id() + " " + why + ".");
    }
}
