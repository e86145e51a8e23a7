package io.bellbuoy.engine.rule;

/** A declaration that cannot be run. The message names it, the property, what was found and what is allowed. */
public final class RuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String subject;
    private final String property;
    private final String found;
    private final String allowed;

    /**
     * @param subject what is declared, as in {@code rule 'high-value'}
     * @param property the property as it is spelt in YAML
     * @param found what was found
     * @param allowed what is allowed, with the next step where there is one
     */
    public RuleException(String subject, String property, String found, String allowed) {
        super(subject + ", " + property + ": found " + found + "; allowed: " + allowed
                + (allowed.endsWith("?") ? "" : "."));
        this.subject = subject;
        this.property = property;
        this.found = found;
        this.allowed = allowed;
    }

    /** What is declared, as in {@code rule 'high-value'}. */
    public String subject() {
        return subject;
    }

    /** The property as it is spelt in YAML. */
    public String property() {
        return property;
    }

    /** What was found. */
    public String found() {
        return found;
    }

    /** What is allowed. */
    public String allowed() {
        return allowed;
    }
}
