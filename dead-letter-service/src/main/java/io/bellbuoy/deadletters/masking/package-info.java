/** Which fields nobody is to see by the way, and how a dead letter looks without them. */
@NullMarked
package io.bellbuoy.deadletters.masking;

import org.jspecify.annotations.NullMarked;
