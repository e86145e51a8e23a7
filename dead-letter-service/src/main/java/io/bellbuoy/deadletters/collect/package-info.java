/** From dead-letter topics to the database: reads, stores, and only then acknowledges. */
@NullMarked
package io.bellbuoy.deadletters.collect;

import org.jspecify.annotations.NullMarked;
