/** The faults: what each does to a cluster, and what it waits for afterwards. */
@NullMarked
package io.bellbuoy.faults.strike;

import org.jspecify.annotations.NullMarked;
