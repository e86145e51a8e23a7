/** Redrive: dead letters go back to the topics that they came from, in growing batches, each once. */
@NullMarked
package io.bellbuoy.deadletters.redrive;

import org.jspecify.annotations.NullMarked;
