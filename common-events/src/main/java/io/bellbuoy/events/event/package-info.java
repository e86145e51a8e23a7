/**
 * What flows in, and the parts that several records share. The records are conveniences for Java code: the
 * runtime reads any event through its schema.
 */
@NullMarked
package io.bellbuoy.events.event;

import org.jspecify.annotations.NullMarked;
