package io.bellbuoy.engine.pattern;

/** A pattern that cannot be run or can never match. The message names the property, what was found and what is allowed. */
public final class PatternException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final String found;
    private final String allowed;

    /**
     * @param property the property, as in {@code pattern, step 'transfer', times}
     * @param found what was found
     * @param allowed what is allowed, with the next step where there is one
     */
    PatternException(String property, String found, String allowed) {
        super(property + ": found " + found + "; allowed: " + allowed + ".");
        this.property = property;
        this.found = found;
        this.allowed = allowed;
    }

    /** The property as it is spelt in a declaration. */
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
