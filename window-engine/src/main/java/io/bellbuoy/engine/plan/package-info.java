/** Compiles declarations: shared state, features and rules, checked against the schemas. */
@NullMarked
package io.bellbuoy.engine.plan;

import org.jspecify.annotations.NullMarked;
