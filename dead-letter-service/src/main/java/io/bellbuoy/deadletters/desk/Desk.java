package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.search.LetterHead;
import io.bellbuoy.deadletters.search.LetterQuery;
import io.bellbuoy.deadletters.search.LetterRow;
import io.bellbuoy.deadletters.search.LetterSearch;
import io.bellbuoy.deadletters.search.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.prepost.PreAuthorize;

/** Dead letters as the one who asks may see them. */
public class Desk {

    private final LetterSearch search;
    private final LetterViews views;
    private final SearchRule rule;
    private final AuditTrail audit;

    public Desk(LetterSearch search, Masking masking, RoleHierarchy roles, AuditTrail audit) {
        this.search = search;
        this.rule = new SearchRule(masking, roles);
        this.views = new LetterViews(masking);
        this.audit = audit;
    }

    /**
     * A page of dead letters, masked.
     *
     * @throws SearchDeniedException if somebody who may not unmask asks for what would tell them what is hidden
     */
    public Page<Summary> find(LetterQuery query) {
        Page<LetterHead> page = rule.isBoundToTopic(query) ? search.findOfTopicAlone(query) : search.find(query);
        return new Page<>(page.items().stream().map(views::summary).toList(), page.next());
    }

    /** One dead letter, masked; empty if there is none of this number. */
    public Optional<LetterView> masked(long id) {
        return search.get(id).map(views::masked);
    }

    /** One dead letter with all that is masked, once the audit has an entry of it. */
    @PreAuthorize("hasRole('OPERATOR')")
    public Optional<LetterView> unmasked(long id, String actor) {
        Optional<LetterRow> letter = search.get(id);
        letter.ifPresent(
                row -> audit.write(actor, "UNMASK", subject(row), row.position().toString()));
        return letter.map(views::plain);
    }

    /** The dead letters of the same record, the first one first. */
    public List<Summary> history(long id) {
        return search.history(id).stream().map(views::summary).toList();
    }

    /**
     * The value to be saved as a file, to the byte where nothing is masked in its topic. No bytes if there is no value;
     * empty if there is no such dead letter.
     *
     * @throws HiddenValueException if nothing of it may be seen
     */
    public Optional<byte[]> payload(long id) {
        return search.get(id).map(row -> {
            LetterView letter = views.masked(row);
            if (!letter.masked()) {
                return bytes(row);
            }
            if (letter.value().hidden()) {
                throw new HiddenValueException(id);
            }
            String text = letter.value().text();
            return text == null ? bytes(row) : text.getBytes(StandardCharsets.UTF_8);
        });
    }

    /** The value to the byte, once the audit has an entry of it. */
    @PreAuthorize("hasRole('OPERATOR')")
    public Optional<byte[]> unmaskedPayload(long id, String actor) {
        Optional<LetterRow> letter = search.get(id);
        letter.ifPresent(row -> audit.write(
                actor, "DOWNLOAD_UNMASKED", subject(row), row.position().toString()));
        return letter.map(Desk::bytes);
    }

    private static byte[] bytes(LetterRow row) {
        byte[] bytes = row.value().original();
        return bytes == null ? new byte[0] : bytes;
    }

    private static String subject(LetterRow row) {
        return "letter " + row.id();
    }
}
