/** What the stored state of a task consists of, and what becomes of it when other rules follow. */
@NullMarked
package io.bellbuoy.engine.succession;

import org.jspecify.annotations.NullMarked;
