/** What a redrive would do, before it does it. */
@NullMarked
package io.bellbuoy.deadletters.redrive.plan;

import org.jspecify.annotations.NullMarked;
