/** What one system took for the whole input: time, CPU and memory, taken inside its JVM. */
@NullMarked
package io.bellbuoy.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
