/** A trial: the input flows, faults strike one after another, and what came out is compared with what must. */
@NullMarked
package io.bellbuoy.faults.run;

import org.jspecify.annotations.NullMarked;
