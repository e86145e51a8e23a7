/** Rules that change while the service runs: a file is watched, and what it says is put in force, or refused as a whole. */
@NullMarked
package io.bellbuoy.stream.reload;

import org.jspecify.annotations.NullMarked;
