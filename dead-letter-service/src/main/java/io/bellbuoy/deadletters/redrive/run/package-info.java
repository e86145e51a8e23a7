/** Runs jobs step by step: claim, send, observe; whatever fails is taken up where the database and Kafka say it is. */
@NullMarked
package io.bellbuoy.deadletters.redrive.run;

import org.jspecify.annotations.NullMarked;
