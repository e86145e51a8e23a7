package io.bellbuoy.engine.alerting;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that an alert shows. */
@FunctionalInterface
public interface Shown {

    /** By name, in the order in which they are shown. */
    Map<String, @Nullable Object> shown();
}
