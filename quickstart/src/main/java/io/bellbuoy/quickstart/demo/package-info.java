/** Broker, service and generated stream together, and the summary of what came out. */
@NullMarked
package io.bellbuoy.quickstart.demo;

import org.jspecify.annotations.NullMarked;
