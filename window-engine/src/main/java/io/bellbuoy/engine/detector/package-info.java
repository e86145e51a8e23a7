/** Detectors: rules written in Java, that see the events of a stream and keep a state of each record key. */
@NullMarked
package io.bellbuoy.engine.detector;

import org.jspecify.annotations.NullMarked;
