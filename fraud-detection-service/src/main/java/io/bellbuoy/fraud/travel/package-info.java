/** Impossible travel: card-present payments further apart than anyone gets in the time between. */
@NullMarked
package io.bellbuoy.fraud.travel;

import org.jspecify.annotations.NullMarked;
