/** Events at a steady pace while a system runs, and when its alerts appear. */
@NullMarked
package io.bellbuoy.benchmarks.live;

import org.jspecify.annotations.NullMarked;
