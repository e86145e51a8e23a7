/** How far the consumer groups have read what was sent. */
@NullMarked
package io.bellbuoy.deadletters.redrive.observe;

import org.jspecify.annotations.NullMarked;
