package io.bellbuoy.engine.condition;

/**
 * The evaluation of an expression failed, as a division by zero does. The message names the operation and its place in
 * the source, never a value of the event. A null operand is no failure.
 */
public final class EvaluationException extends RuntimeException {

    /** @param message the operation, its place, and the next step */
    public EvaluationException(String message) {
        super(message);
    }
}
