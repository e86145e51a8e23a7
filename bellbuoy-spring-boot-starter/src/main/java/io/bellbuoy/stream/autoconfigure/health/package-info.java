/** Where the tasks stand, for readiness. */
@NullMarked
package io.bellbuoy.stream.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
