/** How long a system that was killed takes until it goes on. */
@NullMarked
package io.bellbuoy.benchmarks.recovery;

import org.jspecify.annotations.NullMarked;
