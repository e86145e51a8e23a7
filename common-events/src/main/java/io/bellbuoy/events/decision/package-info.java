/** What a scorecard decides on an event. */
@NullMarked
package io.bellbuoy.events.decision;

import org.jspecify.annotations.NullMarked;
