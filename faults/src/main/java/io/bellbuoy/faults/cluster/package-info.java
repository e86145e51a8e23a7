/** Brokers and instances of the service, each a process of its own that can be killed, stopped and started again. */
@NullMarked
package io.bellbuoy.faults.cluster;

import org.jspecify.annotations.NullMarked;
