/** The job in Kafka Streams: by its DSL, and by a processor with slices on two kinds of store. */
@NullMarked
package io.bellbuoy.benchmarks.contender.streams;

import org.jspecify.annotations.NullMarked;
