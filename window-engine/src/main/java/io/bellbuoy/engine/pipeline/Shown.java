package io.bellbuoy.engine.pipeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that an alert shows. */
@FunctionalInterface
interface Shown {

    /** By name, in the order in which they are shown. */
    Map<String, @Nullable Object> shown();
}
