/** The command {@code ./bellbuoy bench}, and what it starts of itself as child processes. */
@NullMarked
package io.bellbuoy.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
