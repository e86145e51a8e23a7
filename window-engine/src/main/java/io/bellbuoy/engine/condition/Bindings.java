package io.bellbuoy.engine.condition;

import org.jspecify.annotations.Nullable;

/** The values of an expression's names during one evaluation. */
@FunctionalInterface
public interface Bindings {

    /**
     * @param slot a slot of the {@link Names} that the expression was compiled with
     * @return a value of the slot's {@link io.bellbuoy.engine.event.FieldType#javaType() Java type}, or null for no data
     */
    @Nullable
    Object value(int slot);
}
