package io.bellbuoy.deadletters.redrive.store;

/** Where an attempt was sent to. */
public record Sent(String redriveId, int partition, long offset) {}
