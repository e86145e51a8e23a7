package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What commands get from outside.
 *
 * @param console where they print
 * @param clock the time
 * @param home the root of the repository
 */
record Surroundings(Console console, Clock clock, Path home) {}
