package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.contender.Job;
import org.apache.kafka.streams.Topology;

/** A way to write the job. */
interface Shape {

    /** The topology of one turn. */
    Topology topology(Job job, InputEnd end);
}
