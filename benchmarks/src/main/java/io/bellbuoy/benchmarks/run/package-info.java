/** One benchmark from the broker's start to the verdict. */
@NullMarked
package io.bellbuoy.benchmarks.run;

import org.jspecify.annotations.NullMarked;
