/** What comes out of a service, in a form in which what must come out can be compared with it. */
@NullMarked
package io.bellbuoy.faults.outcome;

import org.jspecify.annotations.NullMarked;
