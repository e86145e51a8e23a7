package io.bellbuoy.engine.condition;

import org.jspecify.annotations.Nullable;

/**
 * A compiled part of an expression.
 *
 * @param <T> the Java type of its values
 */
@FunctionalInterface
interface Node<T> {

    @Nullable
    T value(Bindings bindings);

    /** Evaluates a boolean part where a truth value is asked for: null counts as false. */
    default boolean holds(Bindings bindings) {
        return Boolean.TRUE.equals(value(bindings));
    }

    /** A boolean part that is never null, so that tests pass no boxed values. */
    @FunctionalInterface
    interface Truth extends Node<Boolean> {

        @Override
        boolean holds(Bindings bindings);

        @Override
        default Boolean value(Bindings bindings) {
            return holds(bindings);
        }
    }

    /** A value written in the expression. */
    record Literal<T>(T constant) implements Node<T> {

        @Override
        public T value(Bindings bindings) {
            return constant;
        }
    }

    /** A value that the bindings hold. */
    record Slot<T>(int index) implements Node<T> {

        @Override
        @SuppressWarnings("unchecked") // bindings promise the Java type of the slot
        public @Nullable T value(Bindings bindings) {
            return (T) bindings.value(index);
        }
    }
}
