/** Redrives in PostgreSQL: what is claimed, in doubt, sent and came back, with the counts of the groups. */
@NullMarked
package io.bellbuoy.deadletters.redrive.store;

import org.jspecify.annotations.NullMarked;
