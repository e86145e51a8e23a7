/** A test kit for rules: several partitions, a clock that stands until it is moved, no Kafka. */
@NullMarked
package io.bellbuoy.engine.testing;

import org.jspecify.annotations.NullMarked;
