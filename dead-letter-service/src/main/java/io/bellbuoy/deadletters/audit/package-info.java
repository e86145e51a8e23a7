/** Who did what to which dead letter. */
@NullMarked
package io.bellbuoy.deadletters.audit;

import org.jspecify.annotations.NullMarked;
