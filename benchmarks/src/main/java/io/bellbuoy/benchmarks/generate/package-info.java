/** The input, made from a seed, and by brute force what must ring on it. */
@NullMarked
package io.bellbuoy.benchmarks.generate;

import org.jspecify.annotations.NullMarked;
