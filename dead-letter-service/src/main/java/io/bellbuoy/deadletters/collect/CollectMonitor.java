package io.bellbuoy.deadletters.collect;

import java.util.Map;

/** Is told what was collected. Called by several threads. */
public interface CollectMonitor {

    /** Hears nothing. */
    CollectMonitor NOOP = stored -> {};

    /**
     * A batch was committed.
     *
     * @param stored by dead-letter topic, how many of it were new
     */
    void collected(Map<String, Long> stored);
}
