/** Events counted into windows, then features, rules and scorecards asked about them: on arrival, in the order of time, when windows close. */
@NullMarked
package io.bellbuoy.engine.evaluation;

import org.jspecify.annotations.NullMarked;
