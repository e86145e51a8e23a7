/** Runs a rule set on one task: late or not, state, conditions, and what comes out. */
@NullMarked
package io.bellbuoy.engine.pipeline;

import org.jspecify.annotations.NullMarked;
