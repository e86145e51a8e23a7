package io.bellbuoy.engine.scorecard;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule or detector concluded on the event that is current. */
public interface Vote {

    /** Whether it holds for the event. */
    boolean holds();

    /** The values it was asked with; empty if it was not asked. */
    Map<String, @Nullable Object> values();
}
