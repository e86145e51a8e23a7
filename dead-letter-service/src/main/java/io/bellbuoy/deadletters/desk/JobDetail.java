package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.redrive.job.Batch;
import io.bellbuoy.deadletters.redrive.observe.Audience;
import java.util.List;
import java.util.Map;

/**
 * A redrive with its steps.
 *
 * @param batches the steps of the canary so far, the first one first
 * @param readers while it is under way: by topic, how far the consumer groups are that failed before; without those that
 *     Kafka says nothing about at present
 */
public record JobDetail(JobView job, List<Batch> batches, Map<String, List<Audience.Reader>> readers) {}
