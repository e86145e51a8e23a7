/** How fast the dead letter service collects, and how long its pages take when it has many. */
@NullMarked
package io.bellbuoy.benchmarks.deadletters;

import org.jspecify.annotations.NullMarked;
