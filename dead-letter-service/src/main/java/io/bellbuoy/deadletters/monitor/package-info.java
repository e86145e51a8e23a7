/** How collecting goes and what is open: health and meters. */
@NullMarked
package io.bellbuoy.deadletters.monitor;

import org.jspecify.annotations.NullMarked;
