/** What flows in: typed events, described by the schema of their stream. */
@NullMarked
package io.bellbuoy.engine.event;

import org.jspecify.annotations.NullMarked;
