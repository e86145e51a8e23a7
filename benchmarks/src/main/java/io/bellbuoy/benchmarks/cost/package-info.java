/** What rules cost: one task of the engine on events in memory, without Kafka, measured by JMH. */
@NullMarked
package io.bellbuoy.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
