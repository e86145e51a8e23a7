package io.bellbuoy.engine.condition;

import io.bellbuoy.engine.event.FieldType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A checked and compiled expression. Immutable and thread-safe. */
public interface Expression {

    /** The text it was compiled from. */
    String source();

    /** The type of its results. */
    FieldType type();

    /** The slots it reads. */
    Set<Integer> slots();

    /** What must hold of single names for a boolean expression to hold; empty if that is not known. */
    List<Guard> guards();

    /** Whether its evaluation cannot fail, unless to read a slot does; false if that is not known. */
    boolean isSafe();

    /** How a boolean expression is judged by numbers that are nearly known; null if no more can be said than by guards. */
    @Nullable
    Estimate estimate();

    /**
     * Evaluates the expression.
     *
     * @return a value of {@link #type()}'s Java type, or null for no data
     * @throws EvaluationException if the evaluation fails, as a division by zero does; null operands never fail
     */
    @Nullable
    Object evaluate(Bindings bindings);

    /** Evaluates a boolean expression; null counts as false. */
    default boolean holds(Bindings bindings) {
        return Boolean.TRUE.equals(evaluate(bindings));
    }
}
