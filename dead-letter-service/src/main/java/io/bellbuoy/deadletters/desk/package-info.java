/** Dead letters as somebody may see them, masked or with an entry in the audit, and what operators do with them. */
@NullMarked
package io.bellbuoy.deadletters.desk;

import org.jspecify.annotations.NullMarked;
