/** Where the time goes: the Java Flight Recorder during a turn of one system, and a summary of what it saw. */
@NullMarked
package io.bellbuoy.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
