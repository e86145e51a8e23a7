/** Topics as a client sees them: creating, sending, watermark records, offsets. */
@NullMarked
package io.bellbuoy.quickstart.topic;

import org.jspecify.annotations.NullMarked;
