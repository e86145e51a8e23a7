/** The command line. */
@NullMarked
package io.bellbuoy.faults.cli;

import org.jspecify.annotations.NullMarked;
