/** What comes out of a task: alerts, published values, actions, late events, dead letters. */
@NullMarked
package io.bellbuoy.engine.output;

import org.jspecify.annotations.NullMarked;
