/** A test kit for rules in YAML: events in, outputs out, both as lines of JSON, through the runtime's own decoder and records; no broker. */
@NullMarked
package io.bellbuoy.stream.testing;

import org.jspecify.annotations.NullMarked;
