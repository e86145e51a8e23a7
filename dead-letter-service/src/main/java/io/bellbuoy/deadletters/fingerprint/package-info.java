/** Which dead letters have the same cause: what they have in common, and a short hash of it. */
@NullMarked
package io.bellbuoy.deadletters.fingerprint;

import org.jspecify.annotations.NullMarked;
