package io.bellbuoy.deadletters.edit;

import java.util.List;

/** An edit cannot be made, and nothing was changed. The message says why and what to do, and may be shown. */
public final class EditRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** Editing is switched off. */
        OFF,
        /** The dead letter cannot be edited, whatever is typed. */
        LETTER,
        /** What was typed is not allowed. */
        VALUE
    }

    private final Kind kind;
    private final transient List<Violation> violations;

    EditRefused(Kind kind, String message) {
        this(kind, message, List.of());
    }

    private EditRefused(Kind kind, String message, List<Violation> violations) {
        super(message);
        this.kind = kind;
        this.violations = violations;
    }

    static EditRefused of(List<Violation> violations) {
        String first = violations.get(0).toString();
        String message = violations.size() == 1 ? first : first + " And " + (violations.size() - 1) + " more.";
        return new EditRefused(Kind.VALUE, message, violations);
    }

    public Kind kind() {
        return kind;
    }

    /** What is not allowed in what was typed; empty if that is not why. */
    public List<Violation> violations() {
        return violations;
    }
}
