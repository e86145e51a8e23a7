/** Snoozes over REST: no alerts of a rule and key until some event time, because someone said so. */
@NullMarked
package io.bellbuoy.stream.snooze;

import org.jspecify.annotations.NullMarked;
