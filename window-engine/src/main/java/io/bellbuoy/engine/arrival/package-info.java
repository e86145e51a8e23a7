/** What is kept of events themselves: ids that were seen, events that wait for the watermark, for partners or for entries of tables. */
@NullMarked
package io.bellbuoy.engine.arrival;

import org.jspecify.annotations.NullMarked;
