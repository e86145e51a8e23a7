/** A realistic stream of transactions with known fraud in it, the same for the same seed. */
@NullMarked
package io.bellbuoy.quickstart.generate;

import org.jspecify.annotations.NullMarked;
