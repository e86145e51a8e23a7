/** The composer: a plan, and the task that runs it over one partition number of all inputs; what is sent on to the stages behind. */
@NullMarked
package io.bellbuoy.engine.pipeline;

import org.jspecify.annotations.NullMarked;
