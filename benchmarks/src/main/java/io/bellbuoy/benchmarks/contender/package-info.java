/** The systems that are compared; each reads the whole topic once and tells the meter. */
@NullMarked
package io.bellbuoy.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
