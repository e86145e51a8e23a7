/** The transaction of a batch: what is sent, the offsets, and what became of it. */
@NullMarked
package io.bellbuoy.stream.commit;

import org.jspecify.annotations.NullMarked;
