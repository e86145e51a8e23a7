/**
 * Conditions and computed values: CEL with one number type, checked at start-up and compiled to closures. The way is
 * {@link io.bellbuoy.engine.condition.ExpressionCompiler}: parse, normalise, check, build.
 */
@NullMarked
package io.bellbuoy.engine.condition;

import org.jspecify.annotations.NullMarked;
