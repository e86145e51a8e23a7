/** Child JVMs: how they are started, watched, logged, and never left behind. */
@NullMarked
package io.bellbuoy.quickstart.process;

import org.jspecify.annotations.NullMarked;
