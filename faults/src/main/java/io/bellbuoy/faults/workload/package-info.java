/** The input: payments of skewed accounts, with everything that goes wrong with them, the same for the same seed. */
@NullMarked
package io.bellbuoy.faults.workload;

import org.jspecify.annotations.NullMarked;
