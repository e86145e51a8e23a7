package io.bellbuoy.benchmarks.scaling;

import java.time.Duration;
import java.util.List;

/**
 * One way to do the job.
 *
 * @param name unique; of letters, digits and hyphens
 * @param threads that Bellbuoy reads with
 * @param accounts in the input
 * @param every how far apart windows begin
 * @param properties of Bellbuoy, {@code name=value}
 */
record Variant(String name, int threads, int accounts, Duration every, List<String> properties) {

    Variant {
        properties = List.copyOf(properties);
    }
}
