/** Rule sets drawn by a seed: rules as a fraud team has them, and recipes. Both end-to-end runs and JMH take them from here. */
@NullMarked
package io.bellbuoy.benchmarks.draw;

import org.jspecify.annotations.NullMarked;
