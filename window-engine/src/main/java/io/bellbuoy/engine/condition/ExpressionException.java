package io.bellbuoy.engine.condition;

import java.util.OptionalInt;

/**
 * An expression was refused at start-up. The message says whose it is, its source and column, what was found, what is
 * allowed and the next step.
 */
public final class ExpressionException extends RuntimeException {

    private final String owner;
    private final String source;
    private final int column;

    ExpressionException(String owner, String source, int column, String message) {
        super(message);
        this.owner = owner;
        this.source = source;
        this.column = column;
    }

    /** Whose expression it is, as "rule 'high-value', when". */
    public String owner() {
        return owner;
    }

    /** The text that was refused. */
    public String source() {
        return source;
    }

    /** Where in its line the problem is, counted from 1 in code points; empty if it has no single place. */
    public OptionalInt column() {
        return column < 1 ? OptionalInt.empty() : OptionalInt.of(column);
    }
}
