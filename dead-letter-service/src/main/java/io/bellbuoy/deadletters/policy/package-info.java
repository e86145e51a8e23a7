/** What is done with open dead letters without anybody asking: redriven after a time, parked, discarded, or told of. */
@NullMarked
package io.bellbuoy.deadletters.policy;

import org.jspecify.annotations.NullMarked;
