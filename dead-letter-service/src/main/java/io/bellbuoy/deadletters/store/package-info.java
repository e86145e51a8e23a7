/** Dead letters and their groups in PostgreSQL, in one transaction a batch. */
@NullMarked
package io.bellbuoy.deadletters.store;

import org.jspecify.annotations.NullMarked;
