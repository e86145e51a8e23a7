/** Entries of the lists that services look events up in. */
@NullMarked
package io.bellbuoy.events.list;

import org.jspecify.annotations.NullMarked;
