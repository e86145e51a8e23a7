/** The command line: options, exit codes, and the one place that reads the wall clock. */
@NullMarked
package io.bellbuoy.quickstart.cli;

import org.jspecify.annotations.NullMarked;
