/** What the loop tells of its work: counts and times for meters, and where each task stands for health. */
@NullMarked
package io.bellbuoy.stream.monitor;

import org.jspecify.annotations.NullMarked;
