/**
 * What must come out, by brute force over the input in the order of the log: one class a rule, which keeps every event and counts
 * anew each time. Nothing of the engine is used.
 */
@NullMarked
package io.bellbuoy.faults.oracle;

import org.jspecify.annotations.NullMarked;
