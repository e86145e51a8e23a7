/**
 * What travels on topics: an {@link io.bellbuoy.events.event event} comes in, is turned away to a
 * {@link io.bellbuoy.events.deadletter dead-letter} topic or contributes to
 * {@link io.bellbuoy.events.feature features}, {@link io.bellbuoy.events.alert alerts},
 * {@link io.bellbuoy.events.decision decisions} and {@link io.bellbuoy.events.action actions}; all of them are
 * {@link io.bellbuoy.events.json JSON}. The JSON Schemas are the class path resources {@code /schemas/*.json}.
 */
@NullMarked
package io.bellbuoy.events;

import org.jspecify.annotations.NullMarked;
