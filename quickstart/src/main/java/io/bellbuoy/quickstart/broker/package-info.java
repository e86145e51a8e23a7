/** A real Kafka broker and controller (KRaft) in one JVM, on fixed ports, for one machine. */
@NullMarked
package io.bellbuoy.quickstart.broker;

import org.jspecify.annotations.NullMarked;
