/** A PostgreSQL on this machine, from binaries that come as a library. */
@NullMarked
package io.bellbuoy.quickstart.database;

import org.jspecify.annotations.NullMarked;
