/** Dead letters as somebody may see them: found, masked, and unmasked with an entry in the audit. */
@NullMarked
package io.bellbuoy.deadletters.desk;

import org.jspecify.annotations.NullMarked;
