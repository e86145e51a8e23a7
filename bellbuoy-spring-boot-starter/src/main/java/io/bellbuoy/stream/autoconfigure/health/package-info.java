/** What an operator asks a running service: where its tasks stand, for readiness, and which rules run where and how. */
@NullMarked
package io.bellbuoy.stream.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
