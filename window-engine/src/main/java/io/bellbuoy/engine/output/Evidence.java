package io.bellbuoy.engine.output;

/**
 * Where the records lie that an alert stands on: all in one partition.
 *
 * @param topic their topic
 * @param partition their partition
 * @param firstOffset the smallest offset that counted
 * @param lastOffset the largest offset that counted
 * @param triggerOffset the record that made it ring; -1 if the watermark did
 */
public record Evidence(String topic, int partition, long firstOffset, long lastOffset, long triggerOffset) {}
