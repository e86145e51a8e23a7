/** At the start scorecards are checked against the rules they weigh; for each event the weights of those that hold are added up into a decision. */
@NullMarked
package io.bellbuoy.engine.scorecard;

import org.jspecify.annotations.NullMarked;
