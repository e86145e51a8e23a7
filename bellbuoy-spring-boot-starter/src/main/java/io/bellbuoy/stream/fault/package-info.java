/** Where tests may stop the process or hold a thread: between two steps of what keeps results exact. Off unless asked for. */
@NullMarked
package io.bellbuoy.stream.fault;

import org.jspecify.annotations.NullMarked;
